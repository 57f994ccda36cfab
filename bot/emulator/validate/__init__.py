"""What LINE refuses, as tables: one module for each family of objects."""
