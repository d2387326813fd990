"""Media files: taken in, probed, stored, shown small, kept with their recipe."""
