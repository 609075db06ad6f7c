"""Measures the product: speed beside the bare database, memory, start time, and speed with a million cases."""
