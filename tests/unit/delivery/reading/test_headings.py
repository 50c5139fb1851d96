"""Headings: each column finds its own, and what is wrong is reported at the heading that should be mended."""

import pytest

from auszug_lib.delivery.reading.headings import Headings, read_headings
from auszug_lib.delivery.reading.raw import Place
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.delivery.words import heading_text

from .drawn import reported

RENAMED = ["E3 spalte_umbenannt"]


def headings(vocabulary: Vocabulary, row: str, table: str = "workshops", filled: bool = True) -> Headings:
    """Read headings drawn with bars in row 3."""
    texts = [text.strip() for text in row.split("|")]
    return read_headings(texts, [filled] * len(texts), Place("f", "b"), 3, table, vocabulary)


@pytest.mark.parametrize(
    "row",
    [
        "workshop_id | datum | thema | zielgruppe | teilnehmende",
        "Workshop-ID * | Datum * | Thema * | Zielgruppe * | Teilnehmende *",
        "Workshop-ID*\nEigene Nummer | Datum*\nTag des Workshops | Thema | Zielgruppe | Teilnehmende",
    ],
)
def test_the_layouts_and_the_forms_own_headings_are_plain(vocabulary: Vocabulary, row: str):
    read = headings(vocabulary, row)
    assert reported(read.notes) == []
    assert list(read.places.values()) == [0, 1, 2, 3, 4]
    assert read.unknown == ()


def test_other_spellings_are_reported(vocabulary: Vocabulary):
    read = headings(vocabulary, "WORKSHOP ID | Datum | Thema | Ziel-\ngruppe | Anzahl\nTeilnehmende")
    assert list(read.places.values()) == [0, 1, 2, 3, 4]
    assert reported(read.notes) == ["A3 spalte_umbenannt", "D3 spalte_umbenannt", "E3 spalte_umbenannt"]
    assert read.notes[2].words == {"column": "teilnehmende"}


def test_personal_columns_are_judged_by_the_heading_alone(vocabulary: Vocabulary):
    read = headings(vocabulary, "workshop_id | datum | thema | zielgruppe | teilnehmende | Raum\nkein Name")
    assert read.texts[-1] == "Raum"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Misspelt where it usually stands, or elsewhere.
        ("workshop_id | datum | thema | zielgrupe | teilnehmende", ["D3 spalte_vorhanden"]),
        ("workshop_id | zielgrupe | datum | thema | teilnehmende", ["B3 spalte_vorhanden"]),
        # Called something else where it usually stands; not there at all.
        ("workshop_id | datum | thema | für wen | teilnehmende", ["D3 spalte_vorhanden"]),
        ("workshop_id | datum | thema |  | teilnehmende", ["D3 spalte_vorhanden"]),
        ("workshop_id | datum | thema | teilnehmende", ["E3 spalte_vorhanden"]),
        ("workshop_id | datum | thema", ["D3 spalte_vorhanden", "E3 spalte_vorhanden"]),
        ("workshop_id | datum", ["C3 spalte_vorhanden", "D3 spalte_vorhanden", "E3 spalte_vorhanden"]),
        # Twice: the one in its usual place is taken, and the one that it stands for is not reported again.
        ("workshop_id | datum | datum | zielgruppe | teilnehmende", ["C3 spalte_einmal"]),
        ("workshop_id | thema | thema | zielgruppe | teilnehmende", ["B3 spalte_einmal"]),
        ("workshop_id | datum | thema | zielgruppe | teilnehmende | Datum", ["F3 spalte_einmal"]),
        # Beside a column's own name a synonym is another column; two synonyms are one column too many.
        (
            "workshop_id | datum | thema | zielgruppe | TEILNEHMENDE | Teilnehmerzahl",
            [*RENAMED, "F3 spalte_unbekannt"],
        ),
        (
            "workshop_id | datum | thema | zielgruppe | Teilnehmer | Teilnehmerzahl",
            ["F3 spalte_einmal", *RENAMED],
        ),
        # Others.
        ("workshop_id | datum | thema | zielgruppe | teilnehmende | Raum", ["F3 spalte_unbekannt"]),
        ("workshop_id | datum | thema | zielgruppe | teilnehmende | ", ["F3 spalte_unbekannt"]),
    ],
)
def test_what_is_wrong_is_reported_at_its_heading(vocabulary: Vocabulary, row: str, expected: list[str]):
    assert reported(headings(vocabulary, row).notes) == expected


def test_a_column_without_heading_or_cells_is_nothing(vocabulary: Vocabulary):
    row = "workshop_id | datum | thema | zielgruppe | teilnehmende | "
    assert headings(vocabulary, row, filled=False).unknown == ()


def test_a_column_that_need_not_be_there(vocabulary: Vocabulary):
    row = "traeger | berichtsjahr | stand | schema_version"
    assert reported(headings(vocabulary, row, "lieferung").notes) == []
    row = "traeger | berichtsjahr | stand | schema_version | Beispeil"
    assert reported(headings(vocabulary, row, "lieferung").notes) == ["E3 spalte_vorhanden"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (float("nan"), ""), (" Datum ", "Datum"), (2019.0, "2019.0"), ("a\nb", "a\nb")],
)
def test_the_text_of_a_heading(cell: object, text: str):
    assert heading_text(cell) == text


def test_how_many_columns_a_row_names(vocabulary: Vocabulary):
    assert vocabulary.recognised(["Datum", "DATUM", "thema", "Raum", None, 3.0], "workshops") == 2
