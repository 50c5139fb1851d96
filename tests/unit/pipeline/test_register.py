"""The manifest's register: every figure, what its measure counts, and the deliveries behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from auszug_lib.delivery.reading.inbox import Origin
from auszug_lib.pipeline.csv_files import figures_csv
from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.manifest import register_of
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import HOUSEHOLDS

SHOWN = {
    "mitteilung": {"2021/gesamt/rent/gesamt/gesamt": "1.234,50", "2020/Nord/placed/month/1": "x"},
    "bericht": {"2021/gesamt/placed/gesamt/gesamt": "–", "2021/Nord/placed/month/2": "7"},
}
MEASURES = {
    key: Measure(key, key.title(), HOUSEHOLDS, "placements", "count", "Ein Satz.")
    for key in ("placed", "rent", "other")
}
ORIGINS = (
    Origin(2020, "Nord", "nord-2020.xlsx", "aa"),
    Origin(2021, "Nord", "nord-2021.xlsx", "bb"),
    Origin(2021, "Sued", "postgresql:sued"),
)


@dataclass
class Year:
    """What a manifest asks of a year."""

    measures: Mapping[str, Measure]
    origins: tuple[Origin, ...] | None = None


@pytest.fixture
def reports(tmp_path: Path) -> list[MadeReport]:
    (tmp_path / "daten").mkdir()
    for stem, figures in SHOWN.items():
        (tmp_path / f"daten/{stem}-zahlen.csv").write_bytes(figures_csv(figures))
    return [
        MadeReport(stem, "notice", "Mitteilung", "Titel", (), (f"daten/{stem}-zahlen.csv",)) for stem in SHOWN
    ]


def test_figures_of_all_reports_are_listed_with_what_they_count(
    tmp_path: Path, reports: list[MadeReport]
) -> None:
    register = register_of(tmp_path, reports, Year(MEASURES), internal=False)
    assert register["figures"] == {
        "2020/Nord/placed/month/1": {"measure": "placed", "level": 0, "text": "x", "value": None},
        "2021/Nord/placed/month/2": {"measure": "placed", "level": 0, "text": "7", "value": 7},
        "2021/gesamt/placed/gesamt/gesamt": {"measure": "placed", "level": 0, "text": "–", "value": 0},
        "2021/gesamt/rent/gesamt/gesamt": {
            "measure": "rent",
            "level": 0,
            "text": "1.234,50",
            "value": 1234.5,
        },
    }
    assert set(register["measures"]) == {"placed", "rent"}
    assert register["measures"]["placed"] == {
        "label": "Placed",
        "unit": "Haushalte",
        "definition": "Ein Satz.",
    }


def test_a_public_register_asks_for_no_delivery(tmp_path: Path, reports: list[MadeReport]) -> None:
    assert "origins" not in register_of(tmp_path, reports, Year({}), internal=False)


def test_figures_come_from_their_carriers_files_and_combined_ones_from_all(
    tmp_path: Path, reports: list[MadeReport]
) -> None:
    register = register_of(tmp_path, reports, Year(MEASURES, ORIGINS), internal=True)
    assert register["origins"] == {
        "2020/Nord": [{"path": "nord-2020.xlsx", "sha256": "aa"}],
        "2021/Nord": [{"path": "nord-2021.xlsx", "sha256": "bb"}],
        "2021/gesamt": [{"path": "nord-2021.xlsx", "sha256": "bb"}, {"path": "postgresql:sued"}],
    }
