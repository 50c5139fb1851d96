"""The policy of publication: what nobody may find out about households, and how coarse tables are."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from auszug_lib.params.base import Params, Word

_BY_LEVELS = "jede Tabelle steht vollständig auf der feinsten zulässigen Stufe"

# What earlier versions had, and what took its place.
_GONE = {
    "zeros_dotted": f"Nullen werden gedruckt, {_BY_LEVELS}",
    "group_disclosure": "haben alle dasselbe Merkmal, entfällt die Tabelle; bei welchen, sagt sensitive",
    "largest_household": "die Regel gilt ohne Angabe",
    "most_dots": f"{_BY_LEVELS}; gröber wird sie mit levels",
    "carrier_levels": "levels gilt für alle Tabellen einer Dimension",
}


class Disclosure(Params):
    """What is protected and how.

    Parameters
    ----------
    minimum
        The least count of households that may be printed, but for none.
    sensitive
        Dimensions in which nobody may read that all households of a line have one thing in common.
    insider
        Whether a carrier that knows its own records shall find out nothing of the others: `protect`.
    medians_from
        On how many households a mean, median or quartile rests at least; a sum of persons on ten or more.
    levels
        By dimension the number of the finest level that is printed, 0 for the list itself; one beyond the
        chain's last for no table.
    carriers_together
        Codes of carriers that stand in public reports as one.
    """

    minimum: int = Field(default=3, strict=True, ge=2, le=20)
    sensitive: tuple[Word, ...] = ("residence_status", "nationality")
    insider: Literal["ignore", "protect"] = "ignore"
    medians_from: int = Field(default=10, strict=True, ge=2, le=1000)
    levels: dict[Word, Annotated[int, Field(strict=True, ge=0, le=99)]] = Field(default_factory=dict)
    carriers_together: tuple[Word, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name_what_is_gone(cls, values: Any) -> Any:
        for key in values if isinstance(values, Mapping) else ():
            if key in _GONE:
                raise ValueError(f"disclosure.{key} gibt es nicht mehr: {_GONE[key]}")
        return values

    @field_validator("carriers_together")
    @classmethod
    def _two_at_least(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(codes) == 1:
            raise ValueError("disclosure.carriers_together: ein Träger allein steht schon für sich")
        return codes
