"""Disclosure control: which cells of many linked tables are dotted, and what an attacker still finds out."""
