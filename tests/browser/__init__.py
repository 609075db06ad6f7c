"""The pages in a real browser, and what can be said of them without one."""
