"""The policy of disclosure control: what nobody may find out about households, and how coarse tables are."""

from collections.abc import Collection
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from auszug_lib.coarsening import Coarsening

Level = Literal["fine", "coarse"]


class Disclosure(BaseModel):
    """What is protected and how.

    Parameters
    ----------
    minimum
        The least count of households that may be printed or proven from what is printed.
    zeros_dotted
        Dimensions in whose tables zeros are dotted too; elsewhere they are printed.
    sensitive
        Dimensions in which it is told that all of several households have one thing in common.
    group_disclosure
        Whether such a line is protected by dots, or only flagged.
    medians_from
        On how many households a mean, median or quartile rests at least: of few, each is somebody's.
    largest_household
        How many persons everyone knows a household to have at most.
    most_dots
        The share of a table's cells that may be small before its categories are put together.
    levels, carrier_levels
        By dimension the level of the tables of all carriers, and of each carrier, where the analyst fixes it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: int = Field(default=3, strict=True, ge=2, le=20)
    zeros_dotted: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ("residence_status", "nationality")
    group_disclosure: Literal["protect", "flag"] = "protect"
    medians_from: int = Field(default=10, strict=True, ge=2)
    largest_household: int = Field(default=12, strict=True, ge=1)
    most_dots: float = Field(default=0.1, ge=0, le=1)
    levels: dict[str, Level] = {}
    carrier_levels: dict[str, Level] = {}


class Group(BaseModel):
    """Some codes of a list under one label."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    label: str = Field(min_length=1)
    codes: tuple[str, ...] = Field(min_length=1)

    @field_validator("codes", mode="before")
    @classmethod
    def _codes_are_text(cls, codes: Any) -> Any:
        if not isinstance(codes, list):
            return codes
        return [str(code) if type(code) is int else code for code in codes]


class Grouping(BaseModel):
    """How the codes of one of the city's lists are put together where single ones would give people away.

    Parameters
    ----------
    label
        What the groups are called together, such as „Rheinseite“.
    groups
        By a code of its own each group.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    label: str = Field(min_length=1)
    groups: dict[str, Group] = Field(min_length=1)

    def check(self, name: str, codes: Collection[str]) -> None:
        """Raise ValueError where not each of the list's codes is in exactly one group."""
        grouped = [code for group in self.groups.values() for code in group.codes]
        if sorted(grouped) != sorted(codes):
            raise ValueError(f"groups.{name}: jeder Code der Liste {name} gehört in genau eine Gruppe")

    @property
    def coarsening(self) -> Coarsening:
        """The groups as the package's own are."""
        return Coarsening(self.label, {code: (g.label, g.codes) for code, g in self.groups.items()})
