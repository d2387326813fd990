"""Procedural pictures from words: pure painting code, no network, no model."""
