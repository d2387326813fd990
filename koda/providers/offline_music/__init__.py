"""Music made on this machine from mood words."""
