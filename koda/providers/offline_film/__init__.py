"""Films put together on this machine from pictures, films, sounds and words."""
