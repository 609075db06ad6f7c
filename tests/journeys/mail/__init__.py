"""The product with real mail servers around it."""
