"""Stand-ins for what the product talks to."""
