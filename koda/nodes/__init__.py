"""What a person can place; nothing here has a back door that a plugin lacks."""
