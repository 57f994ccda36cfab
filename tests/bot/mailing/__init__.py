"""Mailings: tests."""
