"""The notebooks' face: open a report, then ask it for texts, tables and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.params.base import Section
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.injected import refuse_unknown_parameters
from auszug_lib.params.paragraph import Paragraph
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.project import Project, ReportYear
from auszug_lib.publication import appendix, chart, prose, series, table, title
from auszug_lib.publication.document import Chart, KeyFigures, Table, Title
from auszug_lib.publication.figure_words import text_context
from auszug_lib.publication.own_paragraph import own_text
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext

if TYPE_CHECKING:
    from auszug_lib.exploration.crosstab import Crosstab, Question
    from auszug_lib.exploration.explorer import Explorer, Where
    from auszug_lib.exploration.listing import Listing
    from auszug_lib.exploration.pages import Page
    from auszug_lib.exploration.panel import Panel


def open_report(*, year: int | None = None, carrier: str = TOTAL, **parameters: Any) -> "Report":
    """Liest und prüft die Akten eines Jahres; gezählt wird, sobald etwas gezeigt werden soll.

    year: das Berichtsjahr; ohne Angabe das neueste, für das es eine Jahresdatei gibt.
    carrier: das Kürzel eines Trägers; ohne Angabe alle zusammen.
    Alles andere sind Schlüssel der Jahresdatei, etwa visibility="intern"; None heißt: wie dort.

    Was falsch ist, steht in einem Satz: ein Parameter (`ParamsError`) oder eine Lieferung (`DeliveryError`).
    """
    refuse_unknown_parameters()
    own = Project.find().overridden(year, parameters)
    scope = ReportContext(own.reported, own.city, own.params, carrier, own.measures, own.dimensions)
    if carrier != TOTAL:
        scope.line  # noqa: B018 - that there is such a carrier
    policy = own.policy if own.params.is_public else None
    return Report(scope, own.register, own.accepted, policy, own.is_draft, own)


@dataclass(frozen=True, repr=False)
class Report:
    """Ein Bericht über ein Jahr, über alle Träger oder einen; jede Methode gibt, was eine Zelle zeigt.

    Wie im Bericht: `table`, `chart`, `key_figures`, `text`, `trend_table`, `trend_chart`, `definitions`.
    Darüber hinaus, nur intern: `cross` kreuzt zwei Merkmale, `behind` zeigt die Akten hinter einer Zahl,
    `records` alle Akten, `compare` stellt Jahre nebeneinander. `measures()` und `dimensions()` nennen die
    Schlüssel, `cube` enthält jede Zahl. Jede Tabelle kann `.frame()`, `.excel("datei.xlsx")` und `.copy()`.
    """

    # The figures published before about periods up to the year's end; findings that are accepted, see
    # `delivery.finding`; what public reports protect; whether it is public and not released yet.
    scope: ReportContext
    register: Sequence[PublishedFigure]
    accepted: pd.DataFrame
    policy: Disclosure | None = None
    draft: bool = False
    own: ReportYear | None = None

    def __dir__(self) -> list[str]:
        """Return what Tab offers: what a cell may call."""
        return [
            name for name in vars(Report) if not name.startswith("_") and name not in Report.__annotations__
        ]

    def __repr__(self) -> str:
        who = "alle Träger" if self.scope.is_combined else self.scope.line.short_name
        return f"Bericht {self.scope.year.year}, {who} ({self.scope.year.visibility})"

    def _repr_html_(self) -> str:
        return f"<p><strong>{self!r}</strong></p>{self.measures().html()}"

    @property
    def cube(self) -> pd.DataFrame:
        """Jede Zahl des Jahres und der Jahre davor, eine Zeile je Zahl; neben jedem Schlüssel sein Name."""
        from auszug_lib.exploration.names import labelled

        return labelled(self.scope.figures.cube, self.scope)

    def measures(self) -> Table:
        """Nennt alle Kennzahlen: Schlüssel, Name, Einheit und wonach der Bericht sie gliedert."""
        from auszug_lib.exploration.names import measures_list

        return measures_list(self.scope)

    def dimensions(self) -> Table:
        """Nennt alle Merkmale, nach denen sich gliedern lässt: Schlüssel, Name und Kategorien."""
        from auszug_lib.exploration.names import dimensions_list

        return dimensions_list(self.scope)

    def title(self, kind: title.Kind) -> Title:
        """Gibt den Kopf des Berichts, wie auf einer Mitteilung der Verwaltung."""
        return title.report_title(self.scope, kind, draft=self.draft)

    def text(self, name: str) -> Prose:
        """Gibt die Absätze eines Abschnitts, etwa "warten": die festen, dann die der Stadt und des Jahres."""
        context = text_context(self.scope)
        parts = [prose.standard_text(name, context)]
        parts += [own_text(paragraph, context) for key, paragraph in self._own_paragraphs if key == name]
        return Prose("\n\n".join(part for part in parts if part))

    @property
    def _own_paragraphs(self) -> list[tuple[Section, Paragraph]]:
        """The city's and the year's paragraphs, which speak of all carriers."""
        own = (self.scope.city.paragraphs, self.scope.year.paragraphs) if self.scope.is_combined else ()
        return [item for paragraphs in own for item in paragraphs.items()]

    def signature(self) -> Prose:
        """Gibt die Zeile mit der Unterschrift, oder nichts."""
        return Prose(prose.escaped(self.scope.year.signature or ""))

    def key_figures(self, *keys: str) -> KeyFigures | Prose:
        """Gibt Kennzahlen als Band, etwa key_figures("households_placed", "persons_placed")."""
        return table.key_figures(self.scope, _some(keys))

    def table(self, *keys: str, by: str | None = None, each: str | None = None) -> Table | Prose:
        """Gibt Kennzahlen als Tabelle: eine Zeile je Kennzahl, oder je Kategorie des Merkmals `by`.

        `by` darf auch "carrier" sein. Mit each="carrier" hat eine Kennzahl eine Spalte je Träger. Öffentlich
        steht die feinste Stufe, die niemanden erkennen lässt; wo es keine gibt, ein Satz.
        """
        keys = _some(keys)
        if each is not None:
            return table.side_by_side_table(self.scope, keys[0], _cut_of_each(keys, by, each))
        if by == "carrier":
            return table.carrier_table(self.scope, keys)
        return table.category_table(self.scope, keys, by) if by else table.measures_table(self.scope, keys)

    def chart(self, key: str, by: str, *, each: str | None = None) -> Chart | Prose:
        """Zeichnet eine Kennzahl nach dem Merkmal `by` oder nach "carrier"; nichts, wo alles null ist.

        Mit each="carrier" steht ein kleines Schaubild je Träger.
        """
        if each is not None:
            return chart.side_by_side_chart(self.scope, key, _cut_of_each([key], by, each))
        if by == "carrier":
            return chart.carrier_chart(self.scope, key)
        return chart.category_chart(self.scope, key, by)

    def records(self, name: str, *, where: "Where | None" = None, year: int | None = None) -> "Listing":
        """Gibt Akten als Tabelle, mit Datei, Blatt und Zeile der Lieferung; nur intern.

        name: "placements", "cases", "sessions", "consultations", "workshops", "accompaniments", "positions".
        where: nur diese, etwa {"carrier": "DRK", "district": ["2", "3"]}; auch Namen statt Codes.
        """
        return self._explorer.of(year).records(name, where or {})

    def cross(
        self,
        rows: str,
        columns: str | None = None,
        *,
        measure: str = "households_placed",
        where: "Where | None" = None,
        years: int | Sequence[int] = (),
    ) -> "Crosstab":
        """Kreuzt zwei Merkmale, aus den Akten gezählt; nur intern.

        rows, columns: Merkmale wie "district" oder "household_size", auch "carrier" und "year".
        measure: die Kennzahl, ohne Angabe die vermittelten Haushalte.
        where: nur diese, etwa {"carrier": "DRK"}.
        years: ein anderes Jahr; mehrere, wenn "year" eines der Merkmale ist.
        """
        from auszug_lib.exploration.crosstab import crosstab

        keys = (rows, columns) if columns else (rows,)
        return crosstab(self._question(measure, keys, where, years), self.scope.source)

    def compare(
        self, *years: int, by: str, measure: str = "households_placed", where: "Where | None" = None
    ) -> "Crosstab":
        """Stellt Jahre nebeneinander, etwa compare(2019, 2016, by="landlord"); bei zweien mit Veränderung.

        Ohne Jahre: die beiden letzten, von denen es Akten gibt.
        """
        from auszug_lib.exploration.crosstab import comparison

        asked = years or self._explorer.years[:-3:-1]
        return comparison(self._question(measure, (by, "year"), where, asked), self.scope.source)

    def behind(
        self, measure: str, *, year: int | None = None, where: "Where | None" = None, **categories: object
    ) -> "Listing":
        """Gibt die Akten hinter einer Zahl, mit Datei, Blatt und Zeile der Lieferung; nur intern.

        Etwa behind("households_placed", district="2", month="10", carrier="DRK").
        """
        explorer = self._explorer.of(year)
        return explorer.behind(self.scope.measures[measure], {**(where or {}), **categories})

    def panel(self) -> "Panel":
        """Zeigt Felder zum Auswählen; darunter Tabelle, Schaubild und die Zeile Code dazu; nur intern."""
        from auszug_lib.exploration.panel import Panel

        return Panel(self._explorer, self.scope.source)

    def preview(self, name: str) -> "Page":
        """Macht einen Bericht des Jahres als Entwurf und zeigt ihn hier, etwa preview("mitteilung")."""
        from auszug_lib.exploration.pages import previewed

        return previewed(self._year, name)

    def finished(self, name: str) -> "Page | Prose":
        """Zeigt einen fertigen öffentlichen Bericht des Jahres, etwa finished("gesamtbericht")."""
        from auszug_lib.exploration.pages import finished

        return finished(self._year, name)

    @property
    def _year(self) -> ReportYear:
        if self.own is None:
            raise ParamsError("Dieser Bericht gehört zu keinem Projekt; bitte mit open_report öffnen.")
        return self.own

    @cached_property
    def _explorer(self) -> "Explorer":
        from auszug_lib.exploration.explorer import Explorer

        if self.scope.year.is_public:
            raise ParamsError(
                "Akten und was frei aus ihnen gezählt wird, sind nicht öffentlich; "
                'bitte mit open_report(…, visibility="intern") öffnen.'
            )
        return Explorer(self._year, self.scope.carrier)

    def _question(
        self, measure: str, keys: tuple[str, ...], where: "Where | None", years: int | Sequence[int]
    ) -> "Question":
        from auszug_lib.exploration.crosstab import Question

        asked = (years,) if isinstance(years, int) else tuple(years)
        return Question(self._explorer, self.scope.measures[measure], keys, where or {}, asked)

    def trend_table(self, key: str) -> Table | Prose:
        """Gibt eine Kennzahl über die Jahre, neben dem, was früher veröffentlicht wurde."""
        return series.trend_table(self.scope, self.register, key)

    def trend_chart(self, key: str) -> Chart | Prose:
        """Zeichnet eine Kennzahl über die Jahre, mit dem, was früher veröffentlicht wurde."""
        return series.trend_chart(self.scope, self.register, key)

    def published(self) -> Table | Prose:
        """Gibt die früher veröffentlichten Zahlen; nichts, wo es keine gibt."""
        return appendix.register_table(self.scope, self.register)

    def acceptances(self) -> Table | Prose:
        """Gibt die angenommenen Auffälligkeiten der Lieferungen mit ihrem Grund; nichts, wo es keine gibt."""
        return appendix.acceptances_table(self.scope, self.accepted)

    def definitions(self, *keys: str) -> Table:
        """Gibt, was Kennzahlen zählen: die genannten, ohne Angabe alle."""
        return appendix.definitions_table(self.scope, keys, self.policy)

    def symbols(self) -> Table:
        """Gibt, was die Zeichen in den Tabellen bedeuten."""
        return appendix.symbols_table()


def _some(keys: tuple[str, ...]) -> tuple[str, ...]:
    if not keys:
        raise ParamsError('Bitte mindestens eine Kennzahl nennen, etwa "households_placed".')
    return keys


def _cut_of_each(keys: Sequence[str], by: str | None, each: str) -> str:
    """Return the dimension that one measure is cut by, carrier beside carrier; raises `ParamsError`."""
    if each != "carrier":
        asked = f'report.cross("{by}", "{each}", measure="{keys[0]}")' if by else "report.cross"
        raise ParamsError(f'each kennt nur "carrier"; zwei Merkmale kreuzt {asked}.')
    if len(keys) != 1 or by is None or by == "carrier":
        raise ParamsError(
            'each="carrier" zeigt eine Kennzahl nach einem Merkmal, Träger neben Träger; '
            'bitte genau eine Kennzahl nennen und mit by das Merkmal, etwa by="month".'
        )
    return by
