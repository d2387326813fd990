"""The engine Python: a motion document drawn by our own renderer, without Node, browser or box."""
