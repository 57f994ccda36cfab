"""Road damage."""
