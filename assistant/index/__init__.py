"""The index format: what `ingest` writes and retrieval reads."""
