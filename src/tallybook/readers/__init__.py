"""File formats: bytes in, grids of typed cells out. Knows nothing of any publication."""
