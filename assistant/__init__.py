"""Answers questions from a built index, with a checked quote behind every statement."""
