"""There is something to see: a District and Plans become Parts (numpy arrays), still without a 3D library."""
