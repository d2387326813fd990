"""Access: who may come in, by what, and what is noted of it."""
