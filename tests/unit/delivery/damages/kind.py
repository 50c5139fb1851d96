"""The register of the kinds of damage."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

from .sent import Place, Sent

WorldName = Literal["one", "all", "later", "early"]
Damage = Callable[[Random, Sent], Place]


@dataclass(frozen=True)
class Kind:
    """A kind of damage.

    Parameters
    ----------
    name, rule
        What it is called, and the rule that has to find it.
    damage
        Damages what was sent at a random place, which it returns.
    world
        What it is done to: a delivery by itself (`one`), one with a cutoff as `early` as can be, those of
        `all` carriers, or one of a `later` year, to which that of the year before is at hand.
    in_files
        Whether it can only be done to files.
    """

    name: str
    rule: str
    damage: Damage
    world: WorldName
    in_files: bool


KINDS: dict[str, Kind] = {}


def breaks(
    rule: str, *, name: str = "", world: WorldName = "one", in_files: bool = False
) -> Callable[[Damage], Damage]:
    """Enter a damage into the register, under its function's name or another."""

    def enter(damage: Damage) -> Damage:
        kind = Kind(name or damage.__name__, rule, damage, world, in_files)
        if kind.name in KINDS:
            raise ValueError(f"{kind.name} is there twice")
        KINDS[kind.name] = kind
        return damage

    return enter
