"""Benchmarks. Each is a program of its own; README.md in this folder says how to read them."""
