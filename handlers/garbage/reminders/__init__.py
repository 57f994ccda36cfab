"""Reminders of collection days: the evening before, the morning of, or both, at a time of one's own."""
