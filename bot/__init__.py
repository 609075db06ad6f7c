"""Huiyin's core: what a conversation is, what a case is, and the use cases that join them."""
