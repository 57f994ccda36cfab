"""The kit for photos."""
