"""Telemetry: figures and traces of what Koda does, for whoever operates it."""
