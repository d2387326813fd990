"""Draws motion documents with Skia, on the processor, the same picture for the same moment."""
