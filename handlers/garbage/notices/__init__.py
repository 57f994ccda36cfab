"""Notices of days on which the collection is late, cancelled or moved, to the districts that are hit."""
