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
    """What is protected and how."""

    minimum: int = Field(
        default=3,
        strict=True,
        ge=2,
        le=20,
        description="die kleinste Zahl von Haushalten, die gedruckt werden darf, außer null",
        examples=[5],
    )
    sensitive: tuple[Word, ...] = Field(
        default=("residence_status", "nationality"),
        description="Merkmale, in denen niemand lesen soll, dass alle Haushalte eines Trägers etwas "
        "gemeinsam haben",
        examples=["[residence_status, nationality, household_type]"],
    )
    insider: Literal["ignore", "protect"] = Field(
        default="ignore",
        description="`protect`: Auch ein Träger mit seinen eigenen Akten erfährt nichts über die anderen; "
        "alle zusammen stehen dann auf der Stufe der Träger",
        examples=["protect"],
    )
    medians_from: int = Field(
        default=10,
        strict=True,
        ge=2,
        le=1000,
        description="auf wie vielen Haushalten ein Mittel, Median oder Viertel mindestens beruht",
        examples=[20],
    )
    levels: dict[Word, Annotated[int, Field(strict=True, ge=0, le=99)]] = Field(
        default_factory=dict,
        description="je Merkmal die Nummer der feinsten Stufe, die gedruckt wird: 0 für die Liste selbst, "
        "eine über der letzten für keine Tabelle",
        examples=["{district: 1}"],
    )
    carriers_together: tuple[Word, ...] = Field(
        default=(),
        description="Träger, die in öffentlichen Berichten als einer stehen, weil einer allein zu klein ist",
        examples=["[DRK, KFR]"],
    )

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
