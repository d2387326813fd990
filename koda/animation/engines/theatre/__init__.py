"""Films in three dimensions: three.js, moved by Theatre.js."""
