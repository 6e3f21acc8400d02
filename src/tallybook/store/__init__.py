"""The book on disk: one DuckDB file, and the same tables as Parquet beside it."""
