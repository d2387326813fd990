"""Sounds of the world made on this machine, and films that get them."""
