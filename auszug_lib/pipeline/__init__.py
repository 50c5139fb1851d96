"""From the notebooks to the files for the committees."""
