"""The notebooks' face: open a report, then ask it for texts, tables and charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.params.base import Section
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.paragraph import Paragraph
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.project import Project
from auszug_lib.publication import appendix, chart, prose, series, table, title
from auszug_lib.publication.document import Chart, KeyFigures, Table, Title
from auszug_lib.publication.figure_words import text_context
from auszug_lib.publication.own_paragraph import own_text
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext


def open_report(*, year: int | None = None, carrier: str = TOTAL, **parameters: Any) -> "Report":
    """Read and check the records of a year; what it shows is counted then, and the years before it too.

    Parameters
    ----------
    year
        The report year; the latest there is by default.
    carrier
        The code of a carrier, or `gesamt` for all together.
    **parameters
        The other keys of the year's parameter file; None stands for what that file says.

    Raises
    ------
    ParamsError
        Where a parameter is wrong.
    DeliveryError
        Where a delivery breaks a hard rule.
    """
    own = Project.find().overridden(year, parameters)
    scope = ReportContext(own.reported, own.city, own.params, carrier, own.measures, own.dimensions)
    if carrier != TOTAL:
        scope.line  # noqa: B018 - that there is such a carrier
    policy = own.policy if own.params.is_public else None
    return Report(scope, own.register, own.accepted, policy, own.is_draft)


@dataclass(frozen=True)
class Report:
    """A report on one carrier, or on all of them, in one year; every method returns what a cell shows.

    `register` are the figures published before about periods up to the year's end, `accepted` are findings
    (see `delivery.finding`), `policy` is what public reports protect, and a draft is public and not released
    yet.
    """

    scope: ReportContext
    register: Sequence[PublishedFigure]
    accepted: pd.DataFrame
    policy: Disclosure | None = None
    draft: bool = False

    @property
    def cube(self) -> pd.DataFrame:
        """Every figure of the report year and of the years before it; see `statistics.cube`."""
        return self.scope.figures.cube

    def title(self, kind: title.Kind) -> Title:
        """Return the report's head, as on a municipal notice."""
        return title.report_title(self.scope, kind, draft=self.draft)

    def text(self, name: str) -> Prose:
        """Return the standard paragraphs called `name`, then the city's and the year's own.

        The city's and the year's paragraphs speak of all carriers, so a carrier's report lacks them.

        Raises
        ------
        ParamsError
            Where nothing is called so.
        """
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
        """Return the line with the name that signs, or nothing."""
        return Prose(prose.escaped(self.scope.year.signature or ""))

    def key_figures(self, *keys: str) -> KeyFigures | Prose:
        """Return measures as the band of key figures."""
        return table.key_figures(self.scope, keys)

    def table(
        self, *keys: str, by: str | None = None, each: Literal["carrier"] | None = None
    ) -> Table | Prose:
        """Return measures as a table: a row a measure, or a row a category of the dimension `by`.

        In public a table has the finest level that gives nobody away; where there is none it is a sentence.
        `by` may also be `carrier`; with `each="carrier"` one measure has a column for every carrier.
        A measure that does not exist or is not cut by the dimension raises KeyError, and `each` without just
        one measure and a dimension `ParamsError`.
        """
        if each:
            return table.side_by_side_table(self.scope, keys[0], _cut_of_each(keys, by))
        if by == "carrier":
            return table.carrier_table(self.scope, keys)
        return table.category_table(self.scope, keys, by) if by else table.measures_table(self.scope, keys)

    def chart(self, key: str, by: str, *, each: Literal["carrier"] | None = None) -> Chart | Prose:
        """Return a measure by the dimension `by`, or by `carrier`, as a chart; nothing for only zeros.

        With `each="carrier"` there is a small chart of the dimension for every carrier; see `table`.
        """
        if each:
            return chart.side_by_side_chart(self.scope, key, _cut_of_each([key], by))
        if by == "carrier":
            return chart.carrier_chart(self.scope, key)
        return chart.category_chart(self.scope, key, by)

    def trend_table(self, key: str) -> Table | Prose:
        """Return a measure over the years, reconciled with what was published before."""
        return series.trend_table(self.scope, self.register, key)

    def trend_chart(self, key: str) -> Chart | Prose:
        """Return a measure over the years as a chart, with what was published before."""
        return series.trend_chart(self.scope, self.register, key)

    def published(self) -> Table | Prose:
        """Return the register of the figures published before; nothing where there is none."""
        return appendix.register_table(self.scope, self.register)

    def acceptances(self) -> Table | Prose:
        """Return what stands out in the deliveries and was accepted, with the reason; nothing for nothing."""
        return appendix.acceptances_table(self.scope, self.accepted)

    def definitions(self, *keys: str) -> Table:
        """Return what measures count, all where none is named; with those that own paragraphs name."""
        named = [key for _, paragraph in self._own_paragraphs for key in paragraph.measures] if keys else []
        return appendix.definitions_table(self.scope, tuple(dict.fromkeys((*keys, *named))), self.policy)

    def symbols(self) -> Table:
        """Return what the tables' symbols mean."""
        return appendix.symbols_table()


def _cut_of_each(keys: Sequence[str], by: str | None) -> str:
    """Return the dimension that one measure is cut by, carrier beside carrier; raises `ParamsError`."""
    if len(keys) != 1 or by is None or by == "carrier":
        raise ParamsError(
            'each="carrier" zeigt eine Kennzahl nach einem Merkmal, Träger neben Träger; '
            'bitte genau eine Kennzahl nennen und mit by das Merkmal, etwa by="month".'
        )
    return by
