"""Generators: services and local code that make media from a request."""
