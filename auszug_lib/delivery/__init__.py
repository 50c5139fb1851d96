"""Carriers' files become checked records."""
