"""The test suite; folders mirror the code."""
