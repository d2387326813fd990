"""Programmatic animation: planned, approved, written as code, shown, rendered in a box."""
