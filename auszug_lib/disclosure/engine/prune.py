"""Taking dots back while everything stays protected."""

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.rows import Flags
from auszug_lib.disclosure.engine.verdict import not_met


def protects(attacker: Attacker, pattern: Flags) -> Flags | None:
    """Return the greatest safe pattern within `pattern`; None where a secret unit's demand fails in it.

    Dots only widen intervals, so the union of two safe patterns is safe: the greatest one is found by
    taking back dots on open units whose own demands fail, until no such unit is left.
    """
    pattern = pattern.copy()
    while True:
        failing = []
        for demand, _ in not_met(attacker, pattern):
            unit = attacker.system.demands.unit[demand]
            if attacker.system.secret[unit]:
                return None
            failing.append(unit)
        if not failing:
            return pattern
        pattern[failing] = False


def pruned(attacker: Attacker, pattern: Flags) -> Flags:
    """Return a safe pattern within `pattern` of which no single dot can be taken back.

    The heaviest are tried first. A trial takes back, with a unit, all others that it leaves determined:
    dots that protect nothing but each other go together. What was needed in a pattern is needed in all
    patterns within it, so one pass is enough.

    Parameters
    ----------
    attacker
        The part's attacker.
    pattern
        A safe pattern.
    """
    weights, secret = attacker.system.weights, attacker.system.secret
    for unit in np.lexsort((np.arange(len(weights)), -weights)):
        if pattern[unit] and not secret[unit]:
            trial = pattern.copy()
            trial[unit] = False
            left = protects(attacker, trial)
            pattern = pattern if left is None else left
    return pattern
