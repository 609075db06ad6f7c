"""Ugly input, as platforms and people send it."""
