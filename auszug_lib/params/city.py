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
    """A carrier (Träger)."""

    code: Code = Field(description="das Kürzel, das seine Lieferungen nennen", examples=["DRK"])
    name: Name = Field(description="sein Name im Text", examples=["Deutsches Rotes Kreuz"])
    short_name: Name = Field(description="sein Name in Tabellen", examples=["DRK"])

    @property
    def stem(self) -> str:
        """The carrier's part of a file name."""
        return self.code.lower()


class Aliases(Params):
    """Other words for sheets, columns and codes, as the carriers of a city use them."""

    sheets: dict[Word, tuple[Word, ...]] = Field(
        default_factory=dict,
        description="je Blatt andere Namen",
        examples=["{vermittlungen: [Einzüge in Wohnungen]}"],
    )
    columns: dict[Word, tuple[Word, ...]] = Field(
        default_factory=dict,
        description="je Spalte andere Überschriften",
        examples=["{fall_id: [Haushalt Nr.]}"],
    )
    codes: dict[Word, dict[ListCode, tuple[Word, ...]]] = Field(
        default_factory=dict,
        description="je Liste und Code andere Wörter; die Kürzel der Träger sind die Liste `traeger`, ja und "
        "nein die Liste `ja_nein`",
        examples=["{vermieterart: {privat: [Privatperson]}}"],
    )


class City(Params):
    """What holds for a city in every year: who takes part, which code lists it uses, its standing texts."""

    name: Name = Field(description="die Stadt", examples=["Köln"])
    authority: Name = Field(description="wer im Kopf des Berichts spricht", examples=["Stadt Köln"])
    department: Name = Field(description="die Stelle, die zeichnet", examples=["Amt für Wohnungswesen"])
    programme: Name = Field(
        description="das Projekt, über das berichtet wird", examples=["Auszugsmanagement"]
    )
    programme_start: Day = Field(description="sein erster Tag", examples=["2011-10-01"])
    carriers: tuple[Carrier, ...] = Field(
        min_length=1,
        max_length=MOST,
        description="die Träger",
        examples=["[{code: DRK, name: Deutsches Rotes Kreuz, short_name: DRK}]"],
    )
    committees: dict[Code, Name] = Field(
        default_factory=dict,
        max_length=MOST,
        description="je Kürzel der Name eines Gremiums",
        examples=["{soziales: Ausschuss Soziales und Senioren}"],
    )
    codes: dict[str, Annotated[dict[ListCode, Name], Field(min_length=1, max_length=MOST)]] = Field(
        description="die Listen `stadtbezirk`, `vermieterart` und `foerderweg`, dazu `thema`, wer eigene "
        "Themen hat: je Code sein Name, in der Reihenfolge der Tabellen",
        examples=["{foerderweg: {frei: Frei finanziert, RL_FLUE: Richtlinie Flü}}"],
    )
    partner_landlord: str = Field(
        description="der Code des Vermieters, dessen Wohnungen eigens gezählt werden", examples=["GAG"]
    )
    reported_funding: str = Field(
        description="der Code des Förderwegs, der eigens gezählt wird", examples=["RL_FLUE"]
    )
    licence: str | None = Field(
        default=None,
        description="unter welcher Lizenz die öffentlichen Zahlen weitergegeben werden dürfen: "
        + ", ".join(f"`{name}`" for name in LICENCES),
        examples=["dl-de/by-2-0"],
    )
    published: str | None = Field(
        default=None,
        description="die Datei mit den früher veröffentlichten Zahlen, neben der Datei der Stadt",
        examples=["published.yaml"],
    )
    notice_template: str | None = Field(
        default=None,
        description="die eigene Word-Vorlage der Mitteilung, vom Projektordner aus: Was in ihr steht, steht "
        "vor der Mitteilung, und ihre Formatvorlagen gelten",
        examples=["vorlagen/mitteilung.docx"],
    )
    paragraphs: dict[Section, Paragraph] = Field(
        default_factory=dict,
        description="eigene Absätze je Abschnitt, für Mitteilung und gemeinsamen Bericht jedes Jahres",
        examples=['{sprechstunden: "Die offene Sprechstunde ist wöchentlich."}'],
    )
    aliases: Aliases = Field(
        default=Aliases(), description="wie die Träger Blätter, Spalten und Codes sonst noch nennen"
    )
    district_map: tuple[tuple[ListCode, ...], ...] = Field(
        default=(),
        max_length=MOST,
        description="wo die Stadtbezirke liegen: Reihen gleich großer Felder, Norden oben, jeder Code "
        f"einmal, sonst `{NO_TILE}`; daraus wird die Karte, sonst stehen Balken",
        examples=['[[".", 6], [4, 5]]'],
    )
    groups: dict[str, Annotated[tuple[Level, ...], Field(min_length=1, max_length=MOST)]] = Field(
        default_factory=dict,
        description="je Liste der Stadt die Stufen, auf denen sie außer einzeln gedruckt werden darf, von "
        "fein nach grob",
    )
    disclosure: Disclosure = Field(
        default=Disclosure(), description="was öffentliche Berichte geheim halten, und wie"
    )

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
