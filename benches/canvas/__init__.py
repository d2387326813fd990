"""The canvas in a real browser, beside React Flow as documented."""
