"""Whether one part's demands are met against the attacker, for a pattern on trial."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.rows import Flags

Verdict = Literal["met", "broken", "unknown"]
"""`met` is proven by tables, `broken` by a bound; `unknown` means that the solver's work limit came first."""

_TOLERANCE = 1e-6
_WORDS: dict[bool | None, Verdict] = {True: "met", False: "broken", None: "unknown"}


def first_unmet(attacker: Attacker, pattern: Flags) -> int | None:
    """Return the first demand on a dotted unit that is not met, without looking at the others."""
    return next((demand for demand, _ in not_met(attacker, pattern)), None)


def not_met(attacker: Attacker, pattern: Flags) -> Iterator[tuple[int, Verdict]]:
    """Yield demands on dotted units that are not met with their verdicts, those of secret units first."""
    demands = attacker.system.demands
    failing = demands.unmet(*attacker.witnesses.interval(pattern), pattern)
    is_open = ~attacker.system.secret[demands.unit[failing]]
    for demand in failing[np.argsort(is_open, kind="stable")]:
        outcome = verdict(attacker, int(demand), pattern)
        if outcome != "met":
            yield int(demand), outcome


def verdict(attacker: Attacker, demand: int, pattern: Flags) -> Verdict:
    """Return whether the attacker's interval is as wide as a demand asks."""
    demands, values = attacker.system.demands, attacker.system.values
    variable = int(demands.variable[demand])
    rise = float(demands.upper[demand] - values[variable])
    fall = float(demands.lower[demand] - values[variable])
    width = float(demands.width[demand])
    steps = [
        _WORDS[attacker.nearest.reaches(variable, change, pattern)]
        for change in (*((rise,) if rise > 0 else ()), *((fall,) if fall < 0 else ()))
    ]
    if width > 0 and not 0 < width <= max(rise, -fall):
        steps.append(_wide(attacker, variable, width, pattern))
    return "broken" if "broken" in steps else "unknown" if "unknown" in steps else "met"


def _wide(attacker: Attacker, variable: int, width: float, pattern: Flags) -> Verdict:
    """Judge a width; one step up or down settles it for a whole number that must not be determined."""
    ways = [attacker.nearest.reaches(variable, change, pattern) for change in (width, -width)]
    if any(ways):
        return "met"
    if attacker.system.integer[variable] and width <= 1:
        return "unknown" if None in ways else "broken"
    top, bottom = attacker.highest(variable, pattern), attacker.lowest(variable, pattern)
    if top.value - bottom.value >= width - _TOLERANCE:
        return "met"
    return "broken" if top.bound - bottom.bound < width - _TOLERANCE else "unknown"
