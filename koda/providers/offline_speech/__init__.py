"""Speech made on this machine by an embedded synthesiser."""
