"""Checked records become the cube: one tidy table of every figure."""
