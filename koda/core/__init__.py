"""What a canvas, a node, a run and an asset are. Pure: no I/O, no clock, no randomness."""
