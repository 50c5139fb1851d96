"""Rows of CSV that a stray quotation mark, missing cells or a cut have torn, and rows that are as written."""

import csv
import io
from collections.abc import Sequence

import pytest

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.raw import Place
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, read_delimited, reported

PLACE = Place("drk/wohnungen.csv", "wohnungen")
HEADINGS = ["wohnung_id", "vermieterart", "foerderweg", "stadtbezirk", "zimmer", "kaltmiete"]
ROWS = [[f"W{n}", "privat", "frei", "8", "2", "512,40"] for n in range(2, 10)]
HINTS = ("zeichensatz", "spalte_unbekannt")


def found(vocabulary: Vocabulary, text: str) -> list[str]:
    notes = read_delimited(text.encode(), PLACE, "wohnungen", vocabulary).notes
    return reported(note for note in notes if note.rule not in HINTS)


def written(rows: Sequence[Sequence[str]], *, separator: str = ";", line: str = "\n") -> str:
    """Return rows as text in which nothing is quoted."""
    return "".join(f"{separator.join(row)}{line}" for row in [HEADINGS, *rows])


def with_cell(cells: dict[tuple[int, int], str]) -> list[list[str]]:
    """Return the rows with other cells, by row number and position."""
    return [[cells.get((n, at), cell) for at, cell in enumerate(row)] for n, row in enumerate(ROWS, start=2)]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("mark", ['"', '"Treff'])
@pytest.mark.parametrize("rows", [(3, 4), (3, 5), (2, 9)])
def test_a_quotation_mark_that_swallows_rows_is_reported_where_it_stands(
    vocabulary: Vocabulary, separator: str, line: str, column: int, mark: str, rows: tuple[int, int]
):
    first, second = rows
    marked = with_cell({(first, column): mark, (second, column): '"'})
    marked = [[cell.replace(",", ".") for cell in row] for row in marked]
    text = written(marked, separator=separator, line=line)
    assert found(vocabulary, text) == [f"{'ABCDEF'[column]}{first} zeilen_im_text"]


@pytest.mark.parametrize(("first", "second"), [(1, 3), (3, 1), (0, 5), (5, 0)])
def test_it_may_swallow_from_one_column_to_another(vocabulary: Vocabulary, first: int, second: int):
    notes = found(vocabulary, written(with_cell({(3, first): '"', (6, second): '"'})))
    assert notes[0] == f"{'ABCDEF'[first]}3 zeilen_im_text"
    assert "zeile_zu_kurz" not in "".join(notes)


def test_several_runs_are_reported_one_by_one(vocabulary: Vocabulary):
    marks = {(number, 2): '"' for number in (2, 3, 6, 7)}
    assert found(vocabulary, written(with_cell(marks))) == ["C2 zeilen_im_text", "C5 zeilen_im_text"]


def test_a_heading_may_swallow_rows_too(vocabulary: Vocabulary):
    text = written(with_cell({(4, 5): '"'})).replace("kaltmiete", '"kaltmiete')
    assert found(vocabulary, text) == ["F1 zeilen_im_text"]


def test_rows_below_a_title_and_rows_that_end_in_a_separator(vocabulary: Vocabulary):
    body = written(with_cell({(3, 2): '"', (5, 2): '"'})).split("\n", 1)[1].replace("\n", ";\n")
    text = f"Wohnungen 2019\n\n{';'.join(HEADINGS)}\n{body}"
    assert found(vocabulary, text) == ["C5 zeilen_im_text", "A3 kopfzeile_versetzt"]


@pytest.mark.parametrize("cells", [{(3, 1): '"', (3, 2): '"'}, {(3, 1): '"', (3, 4): '"'}])
def test_two_marks_in_one_row_make_it_short(vocabulary: Vocabulary, cells: dict[tuple[int, int], str]):
    (note,) = found(vocabulary, written(with_cell(cells)))
    assert note.endswith("3 zeile_zu_kurz")


def test_most_rows_may_be_short_of_what_marks_have_swallowed(vocabulary: Vocabulary):
    marks = {(number, at): '"' for number in (2, 3) for at in (1, 3)}
    assert found(vocabulary, written(with_cell(marks)[:3])) == ["E2 zeile_zu_kurz"]


@pytest.mark.parametrize("mark", ['"', '"Treff'])
def test_a_single_mark_is_refused_with_its_place(vocabulary: Vocabulary, mark: str):
    with pytest.raises(DeliveryError, match=r"^drk/wohnungen\.csv, Zeile 4: .* \(ab Spalte C\), "):
        found(vocabulary, written(with_cell({(4, 2): mark})))


NOTES = [
    "Kam im März.\nZog im Mai um.",
    "erst Küche; dann Bad;\nund; noch; etwas; mehr; da; zu",
    "Tisch, Stuhl, Bett, Schrank, Lampe, Herd\nBad, Flur, Keller, Hof, Garten, Balkon\nSpeicher, Tür, Tor",
    "3,5 Zimmer\n2,5 vorher",
    'mit „Anführung“ und "quer"\n\n\nEnde',
    "\n",
]


@pytest.mark.parametrize("text", NOTES)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize("position", [0, 3, 6])
def test_texts_of_several_lines_are_read(
    vocabulary: Vocabulary, text: str, separator: str, line: str, position: int
):
    rows = [HEADINGS, *ROWS]
    noted = [
        [*row[:position], text if n % 3 == 1 else "", *row[position:]]
        if n
        else [*row[:position], "Notiz\neigene", *row[position:]]
        for n, row in enumerate(rows)
    ]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=line).writerows(noted)
    raw = read_delimited(file.getvalue().encode(), PLACE, "wohnungen", vocabulary)
    assert [note.rule for note in raw.notes] == ["spalte_unbekannt"]
    assert cells_of(raw, "wohnung_id") == {n: f"W{n}" for n in range(2, 10)}


@pytest.mark.parametrize("length", range(1, 6))
def test_a_short_row_among_full_ones_is_reported(vocabulary: Vocabulary, length: int):
    rows = [*ROWS[:3], ROWS[3][:length], *ROWS[4:]]
    assert found(vocabulary, written(rows)) == [f"{'ABCDEF'[length]}5 zeile_zu_kurz"]


def test_neighbours_are_reported_together(vocabulary: Vocabulary):
    rows = [row[:4] if n in (3, 4) else row for n, row in enumerate(ROWS, start=2)]
    (note,) = read_delimited(written(rows).encode(), PLACE, "wohnungen", vocabulary).notes
    assert (note.cell, note.rule, note.words) == ("E3", "zeile_zu_kurz", {"rows": "Zeilen 3 bis 4"})


def test_a_line_end_that_nobody_quoted_makes_two_short_rows(vocabulary: Vocabulary):
    text = written(ROWS).replace("W4;privat", "W4;pri\nvat")
    assert found(vocabulary, text) == ["C4 zeile_zu_kurz", "F5 zeile_zu_kurz"]


def test_one_of_two_rows_is_short(vocabulary: Vocabulary):
    assert found(vocabulary, written([ROWS[0], ROWS[1][:4]])) == ["E3 zeile_zu_kurz"]


def test_headings_may_go_on_where_no_row_does(vocabulary: Vocabulary):
    text = written(ROWS).replace("kaltmiete", "kaltmiete;Rückfrage").removesuffix("\n")
    assert found(vocabulary, text) == []
    assert found(vocabulary, written([row[:5] for row in ROWS])) == ["F2 zeile_verkuerzt"]
    assert found(vocabulary, written([ROWS[0][:5]])) == ["F2 zeile_verkuerzt"]
    assert found(vocabulary, written([ROWS[0][:5]]).removesuffix("\n")) == ["F2 datei_abgeschnitten"]


def test_many_short_rows_where_others_end_in_empty_cells(vocabulary: Vocabulary):
    rows = [row[:5] if n % 4 else [*row[:5], ""] for n, row in enumerate(ROWS)]
    assert "F3 zeile_zu_kurz" in found(vocabulary, written(rows))


def test_rows_that_are_no_records_are_not_short(vocabulary: Vocabulary):
    rows = [*ROWS[:2], [], [" "], *ROWS[2:], ["Summe", "", "", "", "16"]]
    title = "Wohnungen\n\n"
    assert found(vocabulary, title + written(rows)) == [
        "A3 kopfzeile_versetzt",
        "A6 leerzeile",
        "A14 summenzeile",
    ]


def test_a_program_that_writes_no_empty_cells_at_the_end(vocabulary: Vocabulary):
    rows = [row if n < 3 else row[: 4 + n % 2] for n, row in enumerate(ROWS)]
    raw = read_delimited(written(rows).encode(), PLACE, "wohnungen", vocabulary)
    assert reported(raw.notes) == ["F5 zeile_verkuerzt"]
    assert raw.notes[0].words == {"count": 5}
    assert found(vocabulary, written(rows).rstrip("\n")) == ["F5 zeile_verkuerzt"]


@pytest.mark.parametrize("number_of_rows", [33, 48, 60])
def test_excel_leaves_out_the_columns_that_sixteen_rows_do_not_fill(
    vocabulary: Vocabulary, number_of_rows: int
):
    rows = [HEADINGS, *([f"W{n}", "privat", "frei", "8", "2", ""] for n in range(2, number_of_rows + 1))]
    rows[3][5] = rows[40 % len(rows)][5] = "512"
    lines = []
    for start in range(0, len(rows), 16):
        block = rows[start : start + 16]
        width = 6 if any(row[5] for row in block) else 5
        lines += [";".join(row[:width]) for row in block]
    assert [note.split()[1] for note in found(vocabulary, "\r\n".join(lines) + "\r\n")] == ["zeile_verkuerzt"]


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("W", ["B10 datei_abgeschnitten"]),
        ("W10;privat;frei", ["D10 datei_abgeschnitten"]),
        ("W10;privat;frei;8;2", ["F10 datei_abgeschnitten"]),
        ("W10;privat;frei;8;2;", []),  # a file may end without a line end: this is a whole row
        ("W10;privat;frei;8;2;512,40", []),
        ("Summe;;;;16", ["A10 summenzeile"]),
    ],
)
def test_a_file_that_ends_inside_a_row(vocabulary: Vocabulary, line: str, last: str, expected: list[str]):
    assert found(vocabulary, written(ROWS, line=line) + last) == expected


def test_a_file_that_ends_inside_a_quoted_cell_is_refused(vocabulary: Vocabulary):
    with pytest.raises(DeliveryError, match="die Datei ist abgeschnitten"):
        found(vocabulary, written(ROWS) + 'W10;privat;"fr')
    with pytest.raises(DeliveryError, match="keine lesbare CSV-Datei"):
        read_delimited(written(ROWS).encode("utf-16")[:-1], PLACE, "wohnungen", vocabulary)


@pytest.mark.parametrize("blank", ["", " ", "\r\n", "\n;;;;;\n"])
@pytest.mark.parametrize("mark", ["\x1a", "\x1a\x1a", "\x1a\r\n", "\x1a\n\n"])
def test_ctrl_z_at_the_end_is_nothing(vocabulary: Vocabulary, blank: str, mark: str):
    text = written(ROWS).removesuffix("\n") + blank + mark
    raw = read_delimited(text.encode(), PLACE, "wohnungen", vocabulary)
    assert reported(raw.notes) == []
    assert {cell.strip() for cell in raw.cells["kaltmiete"]} == {"512,40"}
    assert list(raw.cells.index) == list(range(2, 10))
