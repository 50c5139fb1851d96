"""What may be published: complete tables, each at the finest level that gives nobody away."""
