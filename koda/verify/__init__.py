"""The checks of a deployment that runs: asked as any program asks it, and left as it was."""
