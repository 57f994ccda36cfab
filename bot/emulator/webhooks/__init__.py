"""Webhooks: what they say, and how they reach the bot."""
