"""Figures become what a reader sees: numbers, tables, charts, prose."""
