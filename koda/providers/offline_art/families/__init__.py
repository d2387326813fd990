"""Painters of one family of pictures each, and the parts that they share."""
