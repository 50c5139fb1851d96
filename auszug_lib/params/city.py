"""The city: what holds for every year, `params/<stadt>.yaml`."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from auszug_lib import ParamsError
from auszug_lib.params.base import (
    MOST,
    Code,
    Day,
    ListCode,
    Name,
    Params,
    Section,
    Word,
    meant,
    shown,
    unknown,
)
from auszug_lib.params.codes import CITY_LISTS, OWN_LISTS, PACKAGE_CODES, TOTAL, CodeList, nationalities
from auszug_lib.params.groups import Level
from auszug_lib.params.paragraph import Paragraph
from auszug_lib.params.policy import Disclosure

# The licences under which figures may be passed on, by their names: title, and where the text is.
LICENCES: Mapping[str, tuple[str, str]] = {
    "dl-de/by-2-0": ("Datenlizenz Deutschland – Namensnennung – 2.0", "https://www.govdata.de/dl-de/by-2-0"),
    "dl-de/zero-2-0": ("Datenlizenz Deutschland – Zero – 2.0", "https://www.govdata.de/dl-de/zero-2-0"),
    "CC-BY-4.0": ("Creative Commons Namensnennung 4.0", "https://creativecommons.org/licenses/by/4.0/"),
}

Tile = tuple[int, int]  # of a map: row and column
NO_TILE = "."


class Carrier(Params):
    """A carrier (Träger): the code its deliveries use, its name, and the short name tables show."""

    code: Code
    name: Name
    short_name: Name

    @property
    def stem(self) -> str:
        """The carrier's part of a file name."""
        return self.code.lower()


class Aliases(Params):
    """Other words for sheets, columns and codes, as the carriers of a city use them.

    Parameters
    ----------
    sheets, columns
        Canonical name to the other words for it.
    codes
        Code list to code to the other words for it; the carriers' codes are the list `traeger`,
        the words for truth values `ja_nein`.
    """

    sheets: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    columns: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    codes: dict[Word, dict[ListCode, tuple[Word, ...]]] = Field(default_factory=dict)


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
    licence
        Under which of `LICENCES` the public figures may be passed on; None where nothing is said.
    published
        Name of the register's file beside the city's; None where there is none.
    notice_template
        The Word document in the project that the notice as such begins with; None for the package's own.
    paragraphs
        Own paragraphs by section, for every year's report on all carriers.
    aliases
        Other words for sheets, columns and codes in the deliveries.
    district_map
        The map of the districts in rows, north on top: each district's code once, else `NO_TILE`; empty where
        the city has no map.
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
    carriers: tuple[Carrier, ...] = Field(min_length=1, max_length=MOST)
    committees: dict[Code, Name] = Field(default_factory=dict, max_length=MOST)
    codes: dict[str, Annotated[dict[ListCode, Name], Field(min_length=1, max_length=MOST)]]
    partner_landlord: str
    reported_funding: str
    licence: str | None = None
    published: str | None = None
    notice_template: str | None = None
    paragraphs: dict[Section, Paragraph] = Field(default_factory=dict)
    aliases: Aliases = Aliases()
    district_map: tuple[tuple[ListCode, ...], ...] = Field(default=(), max_length=MOST)
    groups: dict[str, Annotated[tuple[Level, ...], Field(min_length=1, max_length=MOST)]] = Field(
        default_factory=dict
    )
    disclosure: Disclosure = Disclosure()

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        if mistakes := tuple(self._mistakes()):
            raise ValueError(*mistakes)
        return self

    def _mistakes(self) -> Iterator[str]:
        if set(self.codes) - set(OWN_LISTS) != set(CITY_LISTS):
            yield f"codes: erwartet werden die Listen {', '.join(CITY_LISTS)} und, wer eigene hat, thema"
        if "sonstige" not in self.codes.get("thema", ["sonstige"]):
            yield "codes.thema: „sonstige“ fehlt; dort zählt, was in eigenen Worten steht"
        stems = [carrier.stem for carrier in self.carriers]
        for key, codes in {"carriers": stems, **self.codes}.items():
            if TOTAL in codes:
                yield f"{shown(key)}: „{TOTAL}“ steht für alle zusammen und darf kein eigener Code sein"
        if len(set(stems)) < len(stems):
            yield "carriers: ein Träger steht zweimal in der Liste"
        yield from unknown("partner_landlord", [self.partner_landlord], self.codes.get("vermieterart", ()))
        yield from unknown("reported_funding", [self.reported_funding], self.codes.get("foerderweg", ()))
        yield from unknown("licence", [self.licence] if self.licence else [], LICENCES)
        yield from unknown("groups", self.groups, self.codes)
        for name, levels in self.groups.items():
            for number, (before, level) in enumerate(zip((None, *levels), levels, strict=False), start=1):
                if mistake := level.mistake(self.codes.get(name, ()), before):
                    yield f"groups.{shown(name)}, Stufe {number}: {mistake}"
        drawn = [code for row in self.district_map for code in row if code != NO_TILE]
        districts = list(self.codes.get("stadtbezirk", ())) if self.district_map else []
        for code in dict.fromkeys((*districts, *drawn)):
            if drawn.count(code) != districts.count(code):
                yield f"district_map: „{shown(code)}“ steht nicht genau einmal da, wie jeder Code der Liste"
        yield from self.not_together(self.disclosure)

    def not_together(self, policy: Disclosure | None) -> Iterator[str]:
        """Yield a mistake for every carrier a policy puts together that the city does not have."""
        together = policy.carriers_together if policy else ()
        known = [carrier.code for carrier in self.carriers]
        return unknown("disclosure.carriers_together", together, known)

    @property
    def tiles(self) -> Mapping[str, Tile]:
        """Where each district lies on the map, by its code."""
        places = ((code, (r, c)) for r, row in enumerate(self.district_map) for c, code in enumerate(row))
        return {code: place for code, place in places if code != NO_TILE}

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
        known = [carrier.code for carrier in self.carriers]
        what = f"carrier: Den Träger „{shown(code)}“ gibt es in {self.name} nicht{meant(code, known)}"
        raise ParamsError(f"{what}; bekannt sind: {', '.join(known)}.")
