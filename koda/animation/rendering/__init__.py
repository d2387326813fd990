"""Draws animations: stills and films, by frames that are encoded, joined and kept by chunk."""
