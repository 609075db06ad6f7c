"""The product is killed at random moments under load; nothing that it acknowledged may be lost or happen twice."""
