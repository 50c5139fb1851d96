"""Cuts: what every safe pattern has in common, learned from patterns that are not safe.

After Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001): the attacker's dual solution says which dots would help.
"""

from dataclasses import dataclass

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.rows import Flags, Floats
from auszug_lib.disclosure.engine.verdict import verdict

_TOLERANCE = 1e-6
# A cut that is violated by less than this part of a dot is not worth a row.
_WORTHWHILE = 1e-4


@dataclass(frozen=True)
class Cut:
    """A demand on dots: the sum of coefficient times dot is at least `least`."""

    coefficients: Floats
    least: float

    def shortfall(self, dots: Floats) -> float:
        """Return by how much (fractional) dots miss the demand, on the scale of one dot."""
        scale = max(float(np.abs(self.coefficients).max(initial=0.0)), _TOLERANCE)
        return (self.least - float(self.coefficients @ dots)) / scale


def capacity_cut(attacker: Attacker, demand: int, dots: Floats) -> Cut | None:
    """Return a cut that fractional dots violate, by the linear relaxation; None where they do not.

    A dot counts for as much as it widens the interval, at the dual prices of the relations, and never for
    more than what is wanted in all.
    """
    demands, values = attacker.system.demands, attacker.system.values
    variable, unit = int(demands.variable[demand]), int(demands.unit[demand])
    rise = float(demands.upper[demand] - values[variable])
    fall = float(values[variable] - demands.lower[demand])
    trials = (((1.0,), rise), ((-1.0,), fall), ((1.0, -1.0), float(demands.width[demand])))
    for signs, wanted in trials:
        if wanted > 0:
            ways = [attacker.widening(variable, sign, dots, unit) for sign in signs]
            gain = np.sum([gain for gain, _ in ways], axis=0)
            missing = wanted - sum(free for _, free in ways)
            cut = _strengthened(gain, missing, unit, attacker.system.secret)
            if cut is not None and cut.shortfall(dots) > _WORTHWHILE:
                return cut
    return None


def _strengthened(gain: Floats, missing: float, unit: int, secret: Flags) -> Cut | None:
    """Return `gain @ dots >= missing * dots[unit]` with no coefficient larger than it need be."""
    certain = secret.copy()
    certain[unit] = True
    missing -= float(gain[certain].sum())
    if missing <= _TOLERANCE:
        return None
    coefficients = np.where(certain, 0.0, np.minimum(gain, missing))
    return _conditional(coefficients, missing, unit, secret)


def cover_cut(attacker: Attacker, demand: int, pattern: Flags, possible: Flags) -> Cut:
    """Return the cut that some unit must be dotted outside a pattern in which a demand is broken.

    The pattern is grown first, as far as the demand stays broken: the fewer units are left, the stronger
    is the cut. It holds for whole numbers, where the linear relaxation finds nothing amiss.
    """
    outside = possible & ~_grown(attacker, demand, pattern, possible)
    unit = int(attacker.system.demands.unit[demand])
    return _conditional(outside.astype(float), 1.0, unit, attacker.system.secret)


def _grown(attacker: Attacker, demand: int, pattern: Flags, possible: Flags) -> Flags:
    """Return a greatest pattern around `pattern` in which a demand is still broken.

    From everything that may be dotted, the heaviest unit of each table that meets the demand is taken out
    until there is no such table; what was taken out in vain is put back.
    """
    grown = pattern | possible
    while (changed := _helping(attacker, demand, grown)) is not None:
        removable = grown & ~pattern
        if not removable.any():
            break
        outside = changed & removable
        weights = np.where(outside if outside.any() else removable, attacker.system.weights, -1.0)
        grown[np.argmax(weights)] = False
    for unit in np.flatnonzero(possible & ~grown):
        grown[unit] = True
        grown[unit] = _helping(attacker, demand, grown) is None
    return grown


def _helping(attacker: Attacker, demand: int, pattern: Flags) -> Flags | None:
    """Return the units changed by a table that meets a demand; None where it is proven that there is none."""
    demands = attacker.system.demands
    variable = int(demands.variable[demand])
    value = float(attacker.system.values[variable])
    known = attacker.witnesses.smallest_change(
        pattern, variable, lambda values: demands.shown_by(demand, value, values)
    )
    if known is None and verdict(attacker, demand, pattern) != "broken":
        return attacker.witnesses.latest_change
    return known


def _conditional(coefficients: Floats, least: float, unit: int, secret: Flags) -> Cut:
    """Return a cut that asks for nothing while `unit` is not dotted."""
    if secret[unit]:
        return Cut(coefficients, least)
    coefficients = coefficients.copy()
    coefficients[unit] = -least
    return Cut(coefficients, 0.0)
