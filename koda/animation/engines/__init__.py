"""Ways of making films: one folder each, with the code that it writes without a model."""
