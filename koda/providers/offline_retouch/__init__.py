"""Pictures retouched on this machine: enlarged, cut out, painted over."""
