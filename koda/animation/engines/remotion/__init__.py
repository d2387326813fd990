"""Films in two dimensions: React components that Remotion draws."""
