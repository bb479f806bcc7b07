"""Measures the same assistant that the chat window uses."""
