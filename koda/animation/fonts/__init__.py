"""The typefaces of animations as files, so that a film looks the same on every machine."""
