"""Verification: every number in a public folder is accounted for, or found to be an orphan."""
