"""Nodes that ask a language model."""
