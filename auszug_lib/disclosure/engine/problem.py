"""What is to be protected: quantities, what is known of them, and how uncertain each must stay."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

Key = Hashable
Status = Literal["secret", "open", "public", "hidden"]
Pattern = frozenset[Key]
"""The keys of the dotted units."""


@dataclass(frozen=True)
class Variable:
    """A quantity behind a printed cell, or one that is known to exist and never printed.

    Parameters
    ----------
    key
        Its name, unique in the problem.
    value
        The true value; NaN where only the printed tables are at hand and it is dotted in them.
    lower, upper
        What the attacker knows of it beforehand, such as 1 where zeros are printed.
    is_integer
        Whether the attacker knows that it is a whole number.
    """

    key: Key
    value: float
    lower: float = 0.0
    upper: float = math.inf
    is_integer: bool = True


@dataclass(frozen=True)
class Relation:
    """A linear fact the attacker knows: lower <= sum of coefficient times variable <= upper."""

    terms: tuple[tuple[Key, float], ...]
    lower: float = 0.0
    upper: float = 0.0


@dataclass(frozen=True)
class Unit:
    """Variables that are printed or dotted together.

    Parameters
    ----------
    key
        Its name, unique in the problem.
    variables
        Keys of its variables; every variable belongs to exactly one unit.
    weight
        The loss of information when it is dotted, above 0 where it is open.
    status
        `secret` units are always dotted, `public` ones never, `open` ones as needed; `hidden` ones are in
        no table at all and only tie others together.
    """

    key: Key
    variables: tuple[Key, ...]
    weight: float = 1.0
    status: Status = "open"


@dataclass(frozen=True)
class Requirement:
    """What the attacker's interval of a variable must keep, whenever its unit is dotted.

    Parameters
    ----------
    variable
        The variable's key.
    upper_at_least, lower_at_most
        Values that the interval must reach (upper and lower protection).
    width_at_least
        How wide it must be (sliding protection); 1 keeps a whole number from being determined.
    """

    variable: Key
    upper_at_least: float = -math.inf
    lower_at_most: float = math.inf
    width_at_least: float = 0.0


@dataclass(frozen=True)
class Problem:
    """Linked tables, what is known of them, and what must stay unknown.

    Raises
    ------
    ValueError
        Where the parts do not fit together: a name twice, a variable without a unit, an unknown name.
    """

    variables: tuple[Variable, ...]
    relations: tuple[Relation, ...]
    units: tuple[Unit, ...]
    requirements: tuple[Requirement, ...] = ()

    def __post_init__(self) -> None:
        known = {variable.key for variable in self.variables}
        _refuse_repeated(variable.key for variable in self.variables)
        _refuse_repeated(unit.key for unit in self.units)
        _refuse_repeated(key for unit in self.units for key in unit.variables)
        used = {key for unit in self.units for key in unit.variables}
        named = {key for relation in self.relations for key, _ in relation.terms}
        named |= {requirement.variable for requirement in self.requirements}
        if missing := (named | used) - known or known - used:
            raise ValueError(f"not a variable, or in no unit: {sorted(map(str, missing))}")
        if free := [unit.key for unit in self.units if unit.status == "open" and not unit.weight > 0]:
            raise ValueError(f"an open unit needs a weight above 0: {free}")

    @property
    def secret(self) -> Pattern:
        """The units that are dotted in any case."""
        return self._having("secret")

    @property
    def hidden(self) -> Pattern:
        """The units that are in no table."""
        return self._having("hidden")

    def _having(self, status: Status) -> Pattern:
        return frozenset(unit.key for unit in self.units if unit.status == status)

    def cost(self, pattern: Pattern) -> float:
        """Return the weight of all units in `pattern`, secret ones included."""
        return sum(unit.weight for unit in self.units if unit.key in pattern)


def renamed(problem: Problem, name: Callable[[Key], Key]) -> Problem:
    """Return the problem under other names, each unlike the others."""
    return Problem(
        tuple(replace(variable, key=name(variable.key)) for variable in problem.variables),
        tuple(
            replace(r, terms=tuple((name(key), factor) for key, factor in r.terms)) for r in problem.relations
        ),
        tuple(replace(u, key=name(u.key), variables=tuple(map(name, u.variables))) for u in problem.units),
        tuple(replace(asked, variable=name(asked.variable)) for asked in problem.requirements),
    )


def joined(problems: Iterable[Problem]) -> Problem:
    """Return the problem of several at once, whose names are all different."""
    every = tuple(problems)
    return Problem(
        tuple(variable for problem in every for variable in problem.variables),
        tuple(relation for problem in every for relation in problem.relations),
        tuple(unit for problem in every for unit in problem.units),
        tuple(requirement for problem in every for requirement in problem.requirements),
    )


def _refuse_repeated(keys: Iterable[Key]) -> None:
    if repeated := [key for key, times in Counter(keys).items() if times > 1]:
        raise ValueError(f"named more than once: {repeated}")
