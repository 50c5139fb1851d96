"""The head of a report: type, public part, committees, subject, and what every page must say."""

from typing import Literal

from auszug_lib.params import City, Year
from auszug_lib.publication.document import DRAFT_MARK, Sitting, Title
from auszug_lib.publication.grammar import spelt
from auszug_lib.publication.numbers import day, period
from auszug_lib.publication.report_context import ReportContext

Kind = Literal["mitteilung", "gesamtbericht", "traegerbericht"]

_EXAMPLE_MARK = "Beispieldaten: keine echten Fälle"
_INTERNAL_MARK = "nicht öffentlich"

_PARTS = {"oeffentlich": "öffentlicher Teil", "intern": "nicht öffentlicher Teil"}


def report_title(scope: ReportContext, kind: Kind, *, draft: bool = False) -> Title:
    """Return the head of the notice, the combined report or the report of the scope's carrier."""
    city, year = scope.city, scope.year
    return Title(
        document_type=_document_type(year, kind),
        part=_PARTS[year.visibility],
        subject=_subject(scope, kind),
        authority=city.authority,
        department=city.department,
        sittings=tuple(
            Sitting(city.committees[name], day(date) if date else "Termin noch offen")
            for name, date in year.committees.items()
        ),
        marks=_marks(example=scope.figures.are_example, draft=draft, internal=not year.is_public),
        date=year.last_day.isoformat(),
    )


def check_title(city: City, year: Year, *, example: bool) -> Title:
    """Return the head of the report on the deliveries, which is never public and goes to no committee."""
    return Title(
        document_type="Prüfbericht",
        part=_PARTS["intern"],
        subject=f"{city.programme}: Prüfung der Lieferungen {_when(year)}",
        authority=city.authority,
        department=city.department,
        sittings=(),
        marks=_marks(example=example, internal=True),
        date=year.last_day.isoformat(),
    )


def _marks(*, example: bool, internal: bool, draft: bool = False) -> tuple[str, ...]:
    """Return what every page must say: that its figures are synthetic, a draft, or internal."""
    said = {_EXAMPLE_MARK: example, DRAFT_MARK: draft, _INTERNAL_MARK: internal}
    return tuple(mark for mark, holds in said.items() if holds)


def _document_type(year: Year, kind: Kind) -> str:
    if kind == "mitteilung":
        return "Mitteilung"
    if kind == "traegerbericht":
        return "Trägerbericht"
    return f"{year.report_number}. gemeinsamer Bericht" if year.report_number else "Gemeinsamer Bericht"


def _subject(scope: ReportContext, kind: Kind) -> str:
    city, year = scope.city, scope.year
    if kind == "traegerbericht":
        several = len(year.lines_in(city).get(scope.line, ())) > 1
        whose = "der Träger" if several else "des Trägers"
        return f"{city.programme}: Bericht {whose} {scope.line.name} {_when(year)}"
    number = len(year.carriers_in(city))
    whose = f"der {spelt(number)} Träger" if number > 1 else "des Trägers"
    return f"{city.programme}: Bericht {whose} {_when(year)}"


def _when(year: Year) -> str:
    return f"für den Zeitraum {period(year.first_day, year.last_day)}"
