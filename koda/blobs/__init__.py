"""Bytes: where the content of assets is kept."""
