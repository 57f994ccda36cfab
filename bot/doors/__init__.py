"""Doors: where the outside comes in, beside the larger ones of the public site and the console."""
