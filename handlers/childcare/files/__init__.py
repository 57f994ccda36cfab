"""Readers of content/childcare/."""
