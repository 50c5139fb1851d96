"""The parameters: a city's file and a year's file, typed and validated.

`params/<stadt>.yaml` says what holds for every year (`City`), `params/<jahr>.yaml` what holds for one
(`Year`). Unknown keys are refused. `auszug_lib.params_folder` reads the files.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from auszug_lib.aliases import Aliases, with_text_codes
from auszug_lib.chains import Level
from auszug_lib.codes import CITY_LISTS, OWN_LISTS, PACKAGE_CODES, TOTAL, CodeList, nationalities
from auszug_lib.errors import ParamsError
from auszug_lib.policy import Disclosure

Section = Literal[
    "einleitung",
    "vermittlung",
    "wohnungen",
    "pilot",
    "warten",
    "sprechstunden",
    "workshops",
    "begleitung",
    "stellen",
    "ausblick",
]
Visibility = Literal["oeffentlich", "intern"]
Name = Annotated[str, Field(min_length=1)]
# Becomes a part of file and folder names.
Code = Annotated[str, Field(pattern=r"^[\w.-]+$")]


def _only_dates(value: object) -> object:
    """Refuse what pydantic would otherwise read as seconds since 1970."""
    if isinstance(value, str | dt.date):
        return value
    raise PydanticCustomError("date_type", "a date is expected")


def _as_list(value: object) -> object:
    """Return a single name as a list of one."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return value
    raise PydanticCustomError("names_type", "one name or several are expected")


def _as_written(names: tuple[str, ...]) -> str | list[str]:
    """Return a list of one as the single name that the file says."""
    return names[0] if len(names) == 1 else list(names)


Day = Annotated[dt.date, BeforeValidator(_only_dates)]


class Params(BaseModel):
    """What all parameters share: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Carrier(Params):
    """A carrier (Träger): the code its deliveries use, its name, and the short name tables show."""

    code: Code
    name: Name
    short_name: Name

    @property
    def stem(self) -> str:
        """The carrier's part of a file name."""
        return self.code.lower()


class Acceptance(Params):
    """A soft finding that the analyst has looked at and accepts; `reason` and `by` are published.

    Parameters
    ----------
    rule, record
        The rule's id and the identifier of the record it was found at.
    reason, by
        Why it is right as it is, and who says so; without anything that tells who the household is.
    carrier
        The carrier's code, needed where two carriers use the same identifier.
    """

    rule: Name
    record: Name
    reason: Name
    by: Name
    carrier: str | None = None


class City(Params):
    """What holds for a city in every year: who takes part, which code lists it uses, its standing texts.

    Parameters
    ----------
    name, authority, department
        The city, and who speaks in the head of a report.
    programme, programme_start
        The programme that is reported on, and its first day.
    carriers
        The carriers that take part, at least one.
    committees
        Code to name.
    codes
        The lists `stadtbezirk`, `vermieterart` and `foerderweg`, and `thema` where the city has its own: code
        to German label, in order.
    partner_landlord, reported_funding
        The codes of the landlord and the funding programme that have measures of their own.
    published
        Name of the register's file beside the city's; None where there is none.
    paragraphs
        Text templates by section, for every year's report on all carriers.
    aliases
        Other words for sheets, columns and codes in the deliveries.
    groups
        By one of the city's lists the levels at which it may be printed besides its own, finest first.
    disclosure
        What public reports keep secret.
    """

    name: Name
    authority: Name
    department: Name
    programme: Name
    programme_start: Day
    carriers: tuple[Carrier, ...] = Field(min_length=1)
    committees: dict[Code, Name] = {}
    codes: dict[str, Annotated[dict[str, Name], Field(min_length=1)]]
    partner_landlord: str
    reported_funding: str
    published: str | None = None
    paragraphs: dict[Section, str] = {}
    aliases: Aliases = Aliases()
    groups: dict[str, Annotated[tuple[Level, ...], Field(min_length=1)]] = {}
    disclosure: Disclosure = Disclosure()

    @field_validator("codes", mode="before")
    @classmethod
    def _codes_are_text(cls, lists: Any) -> Any:
        return with_text_codes(lists)

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        if set(self.codes) - set(OWN_LISTS) != set(CITY_LISTS):
            raise ValueError(
                f"codes: erwartet werden die Listen {', '.join(CITY_LISTS)} und, wer eigene hat, thema"
            )
        if "sonstige" not in self.codes.get("thema", ["sonstige"]):
            raise ValueError("codes.thema: „sonstige“ fehlt; dort zählt, was in eigenen Worten steht")
        for key, codes in {"carriers": [carrier.stem for carrier in self.carriers], **self.codes}.items():
            if TOTAL in codes:
                raise ValueError(f"{key}: „{TOTAL}“ steht für alle zusammen und darf kein eigener Code sein")
        _refuse_unknown("partner_landlord", [self.partner_landlord], self.codes["vermieterart"])
        _refuse_unknown("reported_funding", [self.reported_funding], self.codes["foerderweg"])
        _refuse_unknown("groups", self.groups, self.codes)
        for name, levels in self.groups.items():
            for number, (before, level) in enumerate(zip((None, *levels), levels, strict=False), start=1):
                if mistake := level.mistake(self.codes[name], before):
                    raise ValueError(f"groups.{name}, Stufe {number}: {mistake}")
        names = [carrier.stem for carrier in self.carriers]
        if len(set(names)) < len(names):
            raise ValueError("carriers: ein Träger steht zweimal in der Liste")
        self.check_together(self.disclosure)
        return self

    def check_together(self, policy: Disclosure | None) -> None:
        """Raise ValueError where a policy puts carriers together that the city does not have."""
        together = policy.carriers_together if policy else ()
        known = [carrier.code for carrier in self.carriers]
        _refuse_unknown("disclosure.carriers_together", together, known)

    @cached_property
    def code_lists(self) -> Mapping[str, CodeList]:
        """All code lists by name: the package's, the city's own, its carriers and the nationalities."""
        carriers = {carrier.code: carrier.name for carrier in self.carriers}
        lists = {**self.codes, "traeger": carriers}
        own = {name: CodeList(name, MappingProxyType(labels)) for name, labels in lists.items()}
        return {**PACKAGE_CODES, **own, "hauptstaatsangehoerigkeit": nationalities()}

    def carrier(self, code: str) -> Carrier:
        """Return the carrier called `code`; raises `ParamsError` where the city has none."""
        for carrier in self.carriers:
            if carrier.code == code:
                return carrier
        known = ", ".join(carrier.code for carrier in self.carriers)
        raise ParamsError(
            f"carrier: Den Träger „{code}“ gibt es in {self.name} nicht; bekannt sind: {known}."
        )


class Year(Params):
    """What holds for one report year; every field is also a parameter of the notebooks.

    Parameters
    ----------
    city
        Name of the city's file, without ending.
    year
        The calendar year, 2000 to 2100.
    data
        Where the deliveries are: a folder, from the project folder on, the address of a database, or a list
        of these.
    carriers
        Codes of the carriers that report; None for all of the city's.
    committees
        Code to the day of the sitting; None where it is still open.
    report_number
        Which combined report it is, from 1 on.
    signature
        The name that signs.
    visibility
        Whether the report is public.
    paragraphs
        Text templates by section, for this year's report on all carriers.
    accepted
        Soft findings in the deliveries that are right as they are.
    disclosure
        What public reports keep secret, where that differs from the city's policy.
    """

    city: str
    year: int = Field(strict=True, ge=2000, le=2100)
    data: Annotated[
        tuple[Name, ...], Field(min_length=1), BeforeValidator(_as_list), PlainSerializer(_as_written)
    ]
    carriers: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    committees: dict[str, Day | None] = {}
    report_number: int | None = Field(default=None, strict=True, ge=1)
    signature: str | None = None
    visibility: Visibility = "oeffentlich"
    paragraphs: dict[Section, str] = {}
    accepted: tuple[Acceptance, ...] = ()
    disclosure: Disclosure | None = None

    @property
    def first_day(self) -> dt.date:
        """The first day of the report period."""
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the report period."""
        return dt.date(self.year, 12, 31)

    def carriers_in(self, city: City) -> tuple[Carrier, ...]:
        """Return the carriers that report for this year: those named, or all of the city's."""
        if self.carriers is None:
            return city.carriers
        return tuple(carrier for carrier in city.carriers if carrier.code in self.carriers)

    def lines_in(self, city: City) -> dict[Carrier, tuple[str, ...]]:
        """Return the carriers as reports show them, each with its codes: in public, some stand as one."""
        carriers = self.carriers_in(city)
        policy = self.disclosure or city.disclosure
        together = [carrier for carrier in carriers if carrier.code in policy.carriers_together]
        if self.visibility == "intern" or len(together) < 2:
            return {carrier: (carrier.code,) for carrier in carriers}
        one = Carrier(
            code="-".join(carrier.code for carrier in together),
            name=" und ".join(carrier.name for carrier in together),
            short_name=" und ".join(carrier.short_name for carrier in together),
        )
        lines = {carrier: (carrier.code,) for carrier in carriers if carrier not in together}
        return {**lines, one: tuple(carrier.code for carrier in together)}

    def check_names(self, city: City) -> None:
        """Raise ValueError where a carrier or committee is named that `city` does not have."""
        _refuse_unknown("carriers", self.carriers or (), [carrier.code for carrier in city.carriers])
        _refuse_unknown("committees", self.committees, city.committees)
        city.check_together(self.disclosure)


def _refuse_unknown(key: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: „{name}“ gibt es nicht; bekannt sind: {', '.join(known)}")
