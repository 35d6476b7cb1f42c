"""A real place comes in: outside file formats become a District."""
