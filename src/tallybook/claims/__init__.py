"""Claims: what a text says that the record could confirm or refute, and what the record says of it."""
