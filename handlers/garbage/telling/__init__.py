"""Answers as LINE messages: what the calendar and the dictionary say, in the staff's words."""
