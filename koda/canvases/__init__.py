"""Canvases as documents that several people edit at once."""
