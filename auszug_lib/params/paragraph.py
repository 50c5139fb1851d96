"""Paragraphs of a city or a year: Markdown with placeholders, printed where their conditions hold."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from auszug_lib.params.base import Params, Text, meant, mistake, shown

# What placeholders stand for, besides measures.
NAMES: Mapping[str, str] = {
    "year": "das Berichtsjahr: 2019",
    "next_year": "das Jahr danach: 2020",
    "last_year": "das Jahr davor: 2018",
    "city": "die Stadt, wie `name` sie nennt",
    "department": "die Stelle, die zeichnet",
    "programme": "das Projekt, über das berichtet wird",
    "programme_start": "der Monat, in dem es begann: Oktober 2011",
    "carriers": "die Träger, die berichten: A, B und C",
    "number_of_carriers": "wie viele es sind: drei",
    "partner": "das Wohnungsunternehmen, das Partner ist",
    "funding": "der Förderweg, über den berichtet wird",
}
# The keys of `statistics.measures`, as parameters are read before anything is counted.
MEASURES = (
    *("households_placed", "persons_placed", "mean_household_size", "pilot_households", "pilot_persons"),
    *("partner_flats", "partner_flats_funded", "rent_median", "floor_area_median"),
    *("waiting_time_lower_quartile", "waiting_time_median", "waiting_time_upper_quartile"),
    *("registrations", "cases_closed", "households_waiting"),
    *("sessions_offered", "sessions_held", "consultations", "workshops", "workshop_participants"),
    *("accompaniments", "positions", "full_time_equivalents"),
)
FORMS: Mapping[str, str] = {
    "": "die Zahl mit ihrem Wort: „132 Haushalte“, „ein Haushalt“, „kein Haushalt“",
    "dative": "dasselbe im Dativ: „132 Haushalten“, „einem Haushalt“",
    "accusative": "dasselbe im Akkusativ: „132 Haushalte“, „einen Haushalt“",
    "beginning": "dasselbe am Satzanfang: „Ein Haushalt“",
    "number": "die Zahl allein: „132“, „2,8“; „x“, wo sie nicht ausgewiesen ist",
    "compared": "der Vergleich mit dem Vorjahr: „, 28 mehr als im Jahr davor (+27 %)“, oder nichts",
}
PLACEHOLDER = re.compile(r"\{([^{}%]*)\}")

_MARKDOWN = frozenset(
    {"paragraph", "blank_line", "text", "emphasis", "strong", "link", "linebreak", "softbreak"}
    | {"list", "list_item", "block_text"}
)
_WHAT_IT_HAS = (
    "Ein Absatz hat Text, Links, Listen, *kursive* und **fette** Worte; "
    "Überschriften, Bilder, Linien, Zitate, Code und HTML hat er nicht"
)
_MOST_MISTAKES = 5
_DEEPEST = 9  # three lists within each other, with emphasis in a link
_STAND_IN = "xxplatzhalterxx"
_ADDRESSES = ("https://", "http://", "mailto:")
# Markdown reads nothing but words in it; to load what parses it takes longer than to read all parameters.
_NO_MARKDOWN = re.compile(r"[^\W\d_][\w ,;:.()„“‚‘–%€/-]*")


def _checked(text: str) -> str:
    if mistakes := dict.fromkeys(islice(_mistakes(text), _MOST_MISTAKES)):
        raise mistake("; ".join(mistakes))
    return text


def _known(key: str) -> str:
    if key not in MEASURES:
        raise mistake(f"Die Kennzahl „{shown(key)}“ gibt es nicht{meant(key, MEASURES)}")
    return key


class Paragraph(Params):
    """A paragraph in Markdown; in a file it is a text alone where it has no condition."""

    text: Annotated[Text, AfterValidator(_checked)] = Field(
        description="der Absatz in Markdown, mit Platzhaltern",
        examples=['"Im Jahr {year} gab es {workshops:accusative}."'],
    )
    since: int | None = Field(
        default=None,
        strict=True,
        ge=2000,
        le=2100,
        description="das erste Berichtsjahr, in dem er steht",
        examples=[2017],
    )
    when: Annotated[str, AfterValidator(_known)] | None = Field(
        default=None,
        description="eine Kennzahl; er steht nur, wo sie ausgewiesen und nicht null ist",
        examples=["workshops"],
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"text": value}
        if not isinstance(value, Mapping | Paragraph):
            raise mistake("muss ein Text sein, oder text mit since oder when")
        return value

    @model_serializer(mode="wrap")
    def _as_text(self, serialized: SerializerFunctionWrapHandler) -> Any:
        values = {key: value for key, value in serialized(self).items() if value is not None}
        return values if len(values) > 1 else self.text


def _mistakes(text: str) -> Iterator[str]:
    for content in dict.fromkeys(PLACEHOLDER.findall(text)):
        yield from _mistakes_in(content)
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield "{ und } stehen nur einzeln um Platzhalter wie {year}; Bedingungen heißen since und when"
    words = PLACEHOLDER.sub(_STAND_IN, text)
    if not _NO_MARKDOWN.fullmatch(words):
        yield from _markdown_mistakes(words)


def _mistakes_in(content: str) -> Iterator[str]:
    name, colon, form = content.partition(":")
    if name not in (*NAMES, *MEASURES):
        question = meant(name, (*NAMES, *MEASURES)) or "; alle stehen in docs/de/parameter.md"
        yield f"Den Platzhalter {{{shown(content)}}} gibt es nicht{question}"
    elif colon and (name in NAMES or form not in FORMS or not form):
        forms = "hat keine Form" if name in NAMES else f"gibt es als {', '.join(list(FORMS)[1:])}"
        yield f"Die Form {{{shown(content)}}} gibt es nicht{meant(form, list(FORMS)[1:])}; {{{name}}} {forms}"


def _markdown_mistakes(text: str) -> Iterator[str]:
    from mistune import create_markdown

    tree: Any = create_markdown(renderer=None)(text)
    nodes = [(node, 1) for node in tree]
    for node, depth in nodes:  # which grows
        if node["type"] not in _MARKDOWN:
            yield _WHAT_IT_HAS
        elif node["type"] == "link" and not _is_good(node):
            yield (
                "Ein Link hat einen Text und eine Adresse, die mit https:// oder mailto: beginnt, "
                "und keine Platzhalter"
            )
        if depth > _DEEPEST:
            yield "Listen sind zu tief verschachtelt; drei Stufen sind erlaubt"
        nodes += [(child, depth + 1) for child in node.get("children", ())]
    if not any(node["type"] == "text" and node["raw"].strip() for node, _ in nodes):
        yield "enthält keinen Text"


def _is_good(link: Mapping[str, Any]) -> bool:
    """Return whether a link leads somewhere; a figure is one itself, and in an address it would get lost."""
    is_filled = _STAND_IN in str(link)
    return bool(link["children"]) and link["attrs"]["url"].startswith(_ADDRESSES) and not is_filled
