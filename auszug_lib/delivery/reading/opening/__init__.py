"""Open a foreign workbook or archive in a process of its own; imports nothing that takes time."""
