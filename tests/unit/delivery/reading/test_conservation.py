"""Nothing is lost without a word: what stands in a file is a record, or a finding or hint names it."""

import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from auszug_lib import DeliveryError
from auszug_lib.delivery.check import Checked, check
from auszug_lib.delivery.reading.inbox import gathered, read_source
from auszug_lib.delivery.reading.raw import Place
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import Year
from auszug_lib.params.folder import ParamsFolder

from ....trials import TRIALS
from .drawn import read_delimited
from .quirks import DELIVERY, FRAME_WRITERS, ROW_WRITERS, Drawn, Rows, Writer, deliveries

# Of eight tables each.
DELIVERIES = 4 * TRIALS
YEAR = Year(city="koeln", year=2019, data="lieferungen", carriers=("DRK",))
CITY = ParamsFolder(Path(__file__).parents[4] / "params").city("koeln")
WORDS = vocabulary_of(CITY)

# Rules that name whole rows, in their message or by the cell they stand at.
_OF_ROWS = (
    *("leerzeile", "notizzeile", "summenzeile", "eindeutig"),
    *("zeile_zu_lang", "zeile_zu_kurz", "datei_abgeschnitten", "datensatz_ueber_kopfzeile"),
)
_OF_COLUMNS = ("spalte_unbekannt", "spalte_einmal", "spalte_vorhanden")


def checked_files(delivery: Mapping[str, Drawn], write: Writer) -> Checked:
    """Write a delivery, read its files, and check them."""
    with TemporaryDirectory() as folder:
        write(Path(folder), with_sender(delivery))
        return checked_folder(Path(folder))


def with_sender(delivery: Mapping[str, Drawn]) -> dict[str, Rows]:
    """Return the rows of the tables, with one that says whose they are."""
    sender = [list(DELIVERY), list(DELIVERY.values())]
    return {"lieferung": sender} | {table: drawn.rows for table, drawn in delivery.items()}


def checked_folder(folder: Path) -> Checked:
    return check(gathered({folder: read_source(folder, WORDS)}), YEAR, CITY, WORDS)


def rows_named(findings: pd.DataFrame) -> set[int]:
    """Return the rows that findings name."""
    named: set[int] = set()
    for rule, cell, message in findings[["rule", "cell", "message"]].itertuples(index=False):
        if rule == "kopfzeile_versetzt":
            named.update(range(1, xl_cell_to_rowcol(cell)[0] + 1))
        if rule in _OF_ROWS:
            named.add(xl_cell_to_rowcol(cell)[0] + 1)
            for first, last in re.findall(r"Zeilen (\d+) bis (\d+)", message):
                named.update(range(int(first), int(last) + 1))
    return named


def is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def lost(drawn: Drawn, checked: Checked) -> Iterator[str]:
    """Yield each cell that is neither a value nor named, and each value that stands nowhere."""
    sheet = checked.findings[checked.findings["sheet"] == drawn.table]
    named_rows, named_cells = rows_named(sheet), set(sheet["cell"])
    header = len(drawn.above) + 1
    named_columns = set(sheet.loc[sheet["rule"].isin(_OF_COLUMNS), "cell"])
    records = checked.tables[drawn.table].set_index("zeile")
    for number, row in enumerate(drawn.rows, start=1):
        for position, content in enumerate(row):
            letter = xl_col_to_name(position)
            heading = drawn.headings[position] if position < len(drawn.headings) else ""
            is_value = (
                heading in records and number in records.index and pd.notna(records.at[number, heading])
            )
            is_named = (
                number == header
                or number in named_rows
                or f"{letter}{number}" in named_cells
                or f"{letter}{header}" in named_columns
            )
            if is_filled(content) and not is_value and not is_named:
                yield f"verloren: {letter}{number}"
            if is_value and not is_filled(content):
                yield f"erfunden: {letter}{number}"


def assert_conserved(delivery: Mapping[str, Drawn], checked: Checked) -> None:
    for name, drawn in delivery.items():
        assert list(lost(drawn, checked)) == []
        counts = checked.deliveries["DRK"].tables[name].counts
        filled = [number for number, row in enumerate(drawn.below, start=1) if any(map(is_filled, row))]
        assert counts.read == max(filled, default=0)
        assert counts.read == counts.records + counts.totals + counts.blank + counts.own
        assert counts.records == len(checked.tables[name])
        assert counts.blank == counts.read - len(filled)
        assert counts.above == len(drawn.above)


@settings(max_examples=DELIVERIES)
@given(delivery=deliveries(framed=False), writer=st.sampled_from(list(ROW_WRITERS)))
def test_nothing_in_a_sheet_is_lost(delivery: Mapping[str, Drawn], writer: str):
    assert_conserved(delivery, checked_files(delivery, ROW_WRITERS[writer]))


@settings(max_examples=DELIVERIES)
@given(delivery=deliveries(framed=True), writer=st.sampled_from(list(FRAME_WRITERS)))
def test_nothing_in_a_frame_is_lost(delivery: Mapping[str, Drawn], writer: str):
    assert_conserved(delivery, checked_files(delivery, FRAME_WRITERS[writer]))


def test_nothing_is_lost_where_libreoffice_saved_it(tmp_path: Path):
    program = shutil.which("soffice")
    if program is None:
        if "CI" in os.environ:
            pytest.fail("LibreOffice ist in der CI Pflicht.")
        pytest.skip("LibreOffice ist nicht installiert.")
    headings = ["begleitung_id", "datum", "fall_id", "art", "Bemerkung"]
    below = [
        ["B1", dt.date(2019, 4, 13), "F1", "besichtigung", "erst; dann"],
        [None, None, None, None, "ab hier neu"],
        [None] * 5,
        ["B2", "14.04.2019", None, "quatsch", None, "daneben"],
        ["Summe", None, None, 2],
    ]
    drawn = Drawn("begleitungen", [["Träger im Jahr 2019"], []], headings, below)
    ROW_WRITERS["openpyxl"](tmp_path, with_sender({drawn.table: drawn}))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    for ending in ("ods", "xls"):
        folder = tmp_path / ending
        command = [program, "--headless", profile, "--convert-to", ending, "--outdir", folder]
        subprocess.run([*command, tmp_path / "drk.xlsx"], check=True, capture_output=True)
        assert_conserved({drawn.table: drawn}, checked_folder(folder))


@settings(max_examples=20 * TRIALS)
@given(
    marks=st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 5)),
        st.sampled_from(['"', '"Treff', 'Tre"ff']),
        max_size=4,
    ),
    separator=st.sampled_from(";,\t"),
)
def test_no_quotation_mark_takes_a_row_away_without_a_word(marks: dict[tuple[int, int], str], separator: str):
    headings = ["wohnung_id", "vermieterart", "foerderweg", "stadtbezirk", "zimmer", "ort"]
    rows = [
        [marks.get((n, at), cell) for at, cell in enumerate([f"W{n}", "privat", "frei", "8", "2", "Köln"])]
        for n in range(10)
    ]
    text = "".join(f"{separator.join(row)}\r\n" for row in [headings, *rows])
    try:
        raw = read_delimited(text.encode(), Place("drk/wohnungen.csv", "wohnungen"), "wohnungen", WORDS)
    except DeliveryError:
        return
    if not {"zeilen_im_text", "zeile_zu_kurz", "zeile_zu_lang"} & {note.rule for note in raw.notes}:
        read = [[raw.cells.at[n, name] for name in headings[:5]] for n in raw.cells.index]
        assert read == [row[:5] for row in rows]
