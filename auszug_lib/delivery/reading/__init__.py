"""Reading: carriers' files and databases become raw tables."""
