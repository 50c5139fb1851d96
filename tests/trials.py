"""How long the suite searches at random: as short as fits a change, or as long as a release deserves."""

import os

# `AUSZUG_TRIALS=10` before a release: ten times as many random cities, figures, damages and texts.
TRIALS = int(os.environ.get("AUSZUG_TRIALS", "1"))
