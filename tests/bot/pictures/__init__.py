"""Photos from strangers."""
