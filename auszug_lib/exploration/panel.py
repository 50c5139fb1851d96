"""The panel: choose what to count, see table and chart, and take the line of code that makes them."""

import html
from collections.abc import Sequence
from typing import Any

from ipywidgets import HTML, Button, Dropdown, HBox, Layout, Output, SelectMultiple, VBox

from auszug_lib import AuszugError
from auszug_lib.exploration.crosstab import Crosstab, Question, crosstab
from auszug_lib.exploration.explorer import YEAR, Explorer
from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.document import Block
from auszug_lib.statistics.cross import CARRIER

_MEASURE = "households_placed"
_NONE = ""
_DESCRIBED = {"style": {"description_width": "9em"}, "layout": Layout(width="28em")}


def code_line(measure: str, keys: Sequence[str], carrier: str, years: Sequence[int]) -> str:
    """Return the call of a report that makes a cross table."""
    words = [f'"{key}"' for key in keys]
    words += [f'measure="{measure}"'] if measure != _MEASURE else []
    words += [f'where={{"{CARRIER}": "{carrier}"}}'] if carrier != TOTAL else []
    words += [f"years={list(years)}"] if years else []
    return f"report.cross({', '.join(words)})"


class Panel(VBox):  # type: ignore[misc]
    """Felder zum Auswählen; darunter Tabelle, Schaubild und die Zeile Code, die beides macht."""

    def __init__(self, explorer: Explorer, source: str) -> None:
        self._explorer, self._source = explorer, source
        self._table: Crosstab | None = None
        year = explorer.year
        measures = [(one.label, key) for key, one in year.measures.items()]
        carriers = [(one.short_name, one.code) for one in year.params.carriers_in(year.city)]
        carriers = [("Alle Träger", TOTAL), *carriers]
        if explorer.carrier != TOTAL:
            carriers = [one for one in carriers if one[1] == explorer.carrier]
        self.measure = Dropdown(options=measures, description="Kennzahl", **_DESCRIBED)
        self.rows = Dropdown(description="Merkmal", **_DESCRIBED)
        self.columns = Dropdown(description="Zweites Merkmal", **_DESCRIBED)
        self.carrier = Dropdown(options=carriers, description="Träger", **_DESCRIBED)
        years = [str(year) for year in explorer.years]
        self.years = SelectMultiple(
            options=years, value=years[-1:], rows=4, description="Jahre", **_DESCRIBED
        )
        self.excel = Button(description="Nach Excel", icon="download")
        self.said, self.shown = HTML(), Output()
        self._offer()
        self.rows.value, self.columns.value = self.rows.options[1][1], self.rows.options[0][1]
        chosen = (self.measure, self.rows, self.columns, self.carrier, self.years)
        fields = HBox([VBox(chosen[:3]), VBox(chosen[3:])])
        super().__init__([fields, self.excel, self.said, self.shown])
        self.measure.observe(self._offer, "value")
        for field in chosen:
            field.observe(self._show, "value")
        self.excel.on_click(self._write)
        self._show()

    def _offer(self, _: Any = None) -> None:
        """Offer the dimensions that the measure can be crossed by; what is chosen stays where it can."""
        cuts = self._explorer.crossable(self._explorer.year.measures[self.measure.value])
        finest = [(cut.label, key) for key, cut in cuts.items() if not cut.level]
        with self.hold_trait_notifications():
            for field, options in (
                (self.rows, finest),
                (self.columns, [("keines", _NONE), *finest, ("Jahr", YEAR)]),
            ):
                kept = field.value
                field.options = options
                field.value = kept if kept in [key for _, key in options] else options[0][1]

    def _show(self, _: Any = None) -> None:
        years = [int(year) for year in self.years.value]
        second = YEAR if len(years) > 1 else self.columns.value
        keys = tuple(key for key in (self.rows.value, second) if key)
        asked = [] if years == [self._explorer.year.params.year] and YEAR not in keys else years
        where = {} if self.carrier.value in (TOTAL, self._explorer.carrier) else {CARRIER: self.carrier.value}
        line = code_line(self.measure.value, keys, where.get(CARRIER, TOTAL), asked)
        measure = self._explorer.year.measures[self.measure.value]
        try:
            self._table = crosstab(Question(self._explorer, measure, keys, where, tuple(asked)), self._source)
            shown: tuple[Block, ...] = (self._table, self._table.chart())
            self._say(line)
        except AuszugError as error:
            self._table, shown = None, ()
            self._say(str(error))
        self.shown.outputs = tuple(
            {"output_type": "display_data", "data": dict(block._repr_mimebundle_()), "metadata": {}}
            for block in shown
        )

    def _write(self, _: Any) -> None:
        if self._table:
            try:
                file = self._table.excel(f"{self._table.name}.xlsx")
                self._say(f"Geschrieben: {file}, neben diesem Notebook.")
            except AuszugError as error:
                self._say(str(error))

    def _say(self, text: str) -> None:
        self.said.value = f"<code>{html.escape(text)}</code>"
