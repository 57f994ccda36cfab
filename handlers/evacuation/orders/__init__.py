"""Orders: what one says, what became of it, what is in force, and whom it is for."""
