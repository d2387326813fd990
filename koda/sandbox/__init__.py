"""Boxes for code that nobody has read: one port, and the engines that offer it."""
