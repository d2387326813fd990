"""The ten techniques as scenes of a motion document, made of a plan by rules."""
