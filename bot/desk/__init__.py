"""Use cases: each a plain function of a UnitOfWork, run in one transaction, and the loops that call them."""
