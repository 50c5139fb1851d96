"""The register of rules: what a delivery must be.

The modules stand in the order in which their rules are tested, whichever of them is asked for first.
"""

# isort: off
from auszug_lib.delivery.rules import (  # noqa: F401
    sent,
    reported,
    relations,
    references,
    placements,
    plausibility,
    overlaps,
)
