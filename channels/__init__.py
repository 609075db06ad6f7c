"""The channels, one room each. Each knows its library and the core's ports, and nothing of the others."""
