"""Treatments laid over a finished picture: a medium, a print, a lens."""
