"""The examination: the deliveries of a year checked, their figures compared with those published."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from babel.numbers import format_decimal

from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.finding import finding_rows
from auszug_lib.delivery.session import are_examples
from auszug_lib.params import City
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.recount import recomputed, subject


@dataclass(frozen=True)
class Reconciliation:
    """A published figure beside what the deliveries come to; None where they do not cover its period."""

    published: PublishedFigure
    counted: float | None

    @property
    def differs(self) -> bool:
        """Whether both figures are known and are not the same."""
        return self.counted is not None and not math.isclose(self.published.value, self.counted)


@dataclass(frozen=True)
class Examination:
    """All there is to say about the deliveries of a year, checked, and about what was published of it.

    The reconciliations are of periods that end in the report year; there are none where a hard rule is
    broken, for then nothing can be counted.
    """

    checked: Checked
    city: City
    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    reconciliations: tuple[Reconciliation, ...]

    @property
    def findings(self) -> pd.DataFrame:
        """The findings in the deliveries, then the published figures that differ; see `finding.COLUMNS`."""
        parts = [self._finding(one) for one in self.reconciliations if one.differs]
        return pd.concat([self.checked.findings, *parts], ignore_index=True)

    def _finding(self, reconciled: Reconciliation) -> pd.DataFrame:
        figure = reconciled.published
        words = {
            "published": _number(figure.value),
            "counted": _number(reconciled.counted),
            "source": figure.source,
            "measure": subject(figure, self.measures, self.dimensions),
            "period": figure.year,
        }
        return finding_rows("veroeffentlichte_zahl", {"file": str(self.city.published)}, words)

    @property
    def is_example(self) -> bool:
        """Whether any of the deliveries says that it is synthetic."""
        return are_examples(self.checked.tables["lieferung"])


def compare(
    figures: Figures, published: Sequence[PublishedFigure], known: Mapping[str, Dimension]
) -> tuple[Reconciliation, ...]:
    """Return published figures, each beside what was counted; `known` are all dimensions by key."""
    return tuple(Reconciliation(figure, recomputed(figures, figure, known)) for figure in published)


def _number(value: float | None) -> str:
    return str(format_decimal(value or 0, locale="de"))
