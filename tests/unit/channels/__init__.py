"""Channels, without a network."""
