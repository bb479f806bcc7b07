"""Turns documents into an index: import folder → library → build."""
