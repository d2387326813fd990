"""Runs: what a canvas computes, durably."""
