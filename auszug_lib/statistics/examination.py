"""The examination: the deliveries of a year checked, their figures compared with those published."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from babel.numbers import format_decimal

from auszug_lib.delivery.finding import COLUMNS, finding_rows
from auszug_lib.delivery.load import load_checked
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.cube import cube
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.trend import known_until, recomputed, subject

if TYPE_CHECKING:  # reports on example years do without what reading files imports
    from auszug_lib.delivery.check import Checked

_DIFFERS = "veroeffentlichte_zahl"


@dataclass(frozen=True)
class Comparison:
    """A published figure beside what the deliveries come to; None where they do not cover its period."""

    published: PublishedFigure
    counted: float | None

    @property
    def differs(self) -> bool:
        """Whether both figures are known and are not the same."""
        return self.counted is not None and not math.isclose(self.published.value, self.counted)


@dataclass(frozen=True)
class Examination:
    """All there is to say about the deliveries of a year.

    Parameters
    ----------
    checked
        The deliveries, checked.
    city
        Their city.
    comparisons
        The figures published about periods that end in the report year, each beside what was counted; none
        where a hard rule is broken, for then nothing can be counted.
    """

    checked: "Checked"
    city: City
    comparisons: tuple[Comparison, ...]

    @property
    def findings(self) -> pd.DataFrame:
        """The findings in the deliveries, then the published figures that differ; see `finding.COLUMNS`."""
        parts = [_finding(one, self.city) for one in self.comparisons if one.differs]
        return pd.concat([self.checked.findings, *parts], ignore_index=True)

    @property
    def is_example(self) -> bool:
        """Whether any of the deliveries says that it is synthetic."""
        return bool(self.checked.tables["lieferung"]["beispiel"].fillna(False).any())


def examine(folder: ParamsFolder, year: Year) -> Examination:
    """Check the deliveries of `year` and compare their figures with those published before.

    Parameters
    ----------
    folder, year
        The parameter files, and the report year's parameters.

    Raises
    ------
    ParamsError
        Where a parameter file is wrong, the accepted findings and the register included.
    DeliveryError
        Where there are no deliveries, or some cannot be opened.
    """
    checked = load_checked(folder, year)
    city = folder.city(year.city)
    known = known_until(folder.published(city), year.year, city)
    return Examination(checked, city, compare(checked, known, city) if checked.is_sound else ())


def compare(checked: "Checked", register: Sequence[PublishedFigure], city: City) -> tuple[Comparison, ...]:
    """Return the figures of the register about the report year, each beside what was counted.

    Parameters
    ----------
    checked
        Deliveries without hard findings.
    register, city
        The published figures, whose names were checked by `known_until`, and their city.
    """
    year = checked.year.year
    about = [figure for figure in register if figure.period_end.year == year]
    if not about:
        return ()
    records = checked.records()
    figures, known = Figures(cube(records, city), records.are_example), dimensions(city)
    return tuple(Comparison(figure, recomputed(figures, figure, known)) for figure in about)


def accepted_findings(folder: ParamsFolder, year: Year) -> pd.DataFrame:
    """Return the findings in the deliveries of `year` that its file accepts; see `finding.COLUMNS`.

    The deliveries are read for it only where anything is accepted; raises as `examine` does.
    """
    if not year.accepted:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    findings = load_checked(folder, year).findings
    return findings[findings["accepted"] != ""]


def _finding(comparison: Comparison, city: City) -> pd.DataFrame:
    figure = comparison.published
    words = {
        "published": _number(figure.value),
        "counted": _number(comparison.counted),
        "source": figure.source,
        "measure": subject(figure, measures(city), dimensions(city)),
        "period": figure.year,
    }
    return finding_rows(_DIFFERS, {"file": str(city.published)}, words)


def _number(value: float | None) -> str:
    return str(format_decimal(value or 0, locale="de"))
