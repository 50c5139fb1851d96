"""Safety: what the guard looks at before a foreign file is opened."""
