"""Koda: a visual canvas where AI generators connect into workflows."""

__version__ = "0.1.0"
