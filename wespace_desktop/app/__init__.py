"""A person works with it: the window."""
