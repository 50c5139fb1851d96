"""CSV as programs and people write it: every separator, encoding and oddity that is certain."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.limits import MOST_ROWS
from auszug_lib.delivery.reading.raw import Place, RawTable
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, read_delimited, reported

PLACE = Place("drk/workshops.csv", "workshops")
HEADINGS = ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"]
TEXT = """workshop_id;datum;thema;zielgruppe;teilnehmende
W1;03.04.2019;Müll & Co. – „Größe“;tandem;12
W2;10.04.2019;"Strom; Gas";ehrenamt;8
"""


def read(vocabulary: Vocabulary, content: bytes | str) -> RawTable:
    encoded = content.encode() if isinstance(content, str) else content
    return read_delimited(encoded, PLACE, "workshops", vocabulary)


def refusal(vocabulary: Vocabulary, content: bytes | str) -> str:
    """Return what is reported of a file that cannot be read: one sentence that names it."""
    with pytest.raises(DeliveryError) as error:
        read(vocabulary, content)
    assert str(error.value).startswith("drk/workshops.csv")
    assert str(error.value).endswith(".")
    return str(error.value)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp1252", ["drk/workshops.csv zeichensatz"]),
        ("utf-16", ["drk/workshops.csv zeichensatz"]),
    ],
)
def test_encodings(vocabulary: Vocabulary, encoding: str, expected: list[str]):
    raw = read(vocabulary, TEXT.encode(encoding))
    assert reported(raw.notes) == expected
    assert cells_of(raw, "workshop_id") == {2: "W1", 3: "W2"}
    assert cells_of(raw, "thema") == {2: "Müll & Co. – „Größe“", 3: "Strom; Gas"}


def test_an_encoding_is_named(vocabulary: Vocabulary):
    notes = [read(vocabulary, TEXT.encode(encoding)).notes[0] for encoding in ("cp1252", "utf-16")]
    assert [note.words for note in notes] == [{"encoding": "Windows-1252"}, {"encoding": "UTF-16"}]
    assert not notes[0].sheet


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode() + "W3;10.04.2019;Größe;tandem;1\n".encode("cp1252"),  # two files put together
        TEXT.replace("–", "-").replace("„Größe“", "Grüße").encode("cp850"),
        TEXT.encode("utf-16")[2:],
        TEXT.replace("Müll", "M\0ll").encode(),
        TEXT.encode("utf-32"),
    ],
)
def test_what_cannot_be_decoded_for_certain(vocabulary: Vocabulary, content: bytes):
    assert "UTF-8" in refusal(vocabulary, content)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_separators_quotes_and_lines(vocabulary: Vocabulary, separator: str, quoting: int, line: str):
    rows = [HEADINGS, ["W1", "03.04.2019", 'a;b,c\td "quer"\nneue Zeile', "tandem", "12"], ["W2", *[""] * 4]]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, quoting=quoting, lineterminator=line).writerows(rows)
    raw = read(vocabulary, written.getvalue())
    assert reported(raw.notes) == []
    assert cells_of(raw, "thema") == {2: 'a;b,c\td "quer"\nneue Zeile'}
    assert cells_of(raw, "workshop_id") == {2: "W1", 3: "W2"}
    assert raw.decimal == ("." if separator == "," else ",")


def test_a_title_with_other_separators_does_not_decide(vocabulary: Vocabulary):
    raw = read(vocabulary, "Träger, Jahr, Stand, und, mehr, dazu\n\n" + TEXT)
    assert reported(raw.notes) == ["A3 kopfzeile_versetzt"]
    assert cells_of(raw, "workshop_id") == {4: "W1", 5: "W2"}


def test_headings_of_several_lines_do_not_either(vocabulary: Vocabulary):
    headings = ",".join(f'"{heading} *\nwas; das; ist"' for heading in HEADINGS)
    raw = read(vocabulary, f"{headings}\nW1,03.04.2019,a,tandem,12\n")
    assert reported(raw.notes) == []
    assert cells_of(raw, "teilnehmende") == {2: "12"}


def test_excels_own_line_about_the_separator_is_no_row(vocabulary: Vocabulary):
    raw = read(vocabulary, "sep=,\n" + TEXT.replace("; ", "/").replace(";", ","))
    assert reported(raw.notes) == []
    assert cells_of(raw, "workshop_id") == {2: "W1", 3: "W2"}


def test_rows_are_numbered_as_excel_shows_them(vocabulary: Vocabulary):
    raw = read(vocabulary, TEXT.replace("„Größe“", '"').replace("Müll", '"Müll\n') + "\n;;;;\nW3;;;;\n")
    assert reported(raw.notes) == ["A4 leerzeile"]
    assert cells_of(raw, "workshop_id") == {2: "W1", 3: "W2", 6: "W3"}


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", ";;;;\n" * 3, "; ;\t;;\r\n", '"";"";;;\n'])
def test_rows_of_nothing_below_are_nothing(vocabulary: Vocabulary, end: str):
    raw = read(vocabulary, TEXT + end)
    assert reported(raw.notes) == []
    assert list(raw.cells.index) == [2, 3]


def test_a_last_row_may_end_in_empty_cells(vocabulary: Vocabulary):
    raw = read(vocabulary, TEXT + "W3;10.04.2019;;;")
    assert cells_of(raw, "datum") == {2: "03.04.2019", 3: "10.04.2019", 4: "10.04.2019"}


def test_a_decimal_comma_that_parts_a_row_of_commas_is_reported(vocabulary: Vocabulary):
    raw = read_delimited(
        b"wohnung_id,vermieterart,foerderweg,stadtbezirk,kaltmiete\nH1,privat,frei,8,512,40\nH2,privat,frei,8,600\n",
        PLACE,
        "wohnungen",
        vocabulary,
    )
    assert reported(raw.notes) == ["F2 zeile_zu_lang"]


def test_commas_may_separate_and_mark_decimals(vocabulary: Vocabulary):
    text = 'wohnung_id,vermieterart,foerderweg,stadtbezirk,kaltmiete\nH1,privat,frei,8,"1.512,40"\n'
    raw = read_delimited(text.encode(), PLACE, "wohnungen", vocabulary)
    assert raw.decimal == ","


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TEXT + 'W3;"offen;tandem;1\n', "drk/workshops.csv, Zeile 4: Die Anführungszeichen stimmen nicht"),
        (TEXT + 'W3;"a"b;tandem;1\n', "drk/workshops.csv, Zeile 4: Die Anführungszeichen stimmen nicht"),
        (TEXT + f"W3;{'x' * 200_000}\n", "übermäßig lang"),
        (TEXT + "W;\n" * MOST_ROWS, "mehr Zeilen, als ein Blatt von Excel fasst"),
    ],
    ids=["open", "quote", "long", "rows"],
)
def test_files_that_are_no_table_are_refused(vocabulary: Vocabulary, content: str, sentence: str):
    assert sentence in refusal(vocabulary, content)


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "irgendein Text", "a;b;c\n1;2;3\n"])
def test_a_file_without_headings(vocabulary: Vocabulary, content: str):
    assert reported(read(vocabulary, content).notes) == ["A1 kopfzeile_vorhanden"]


def test_a_file_with_only_headings(vocabulary: Vocabulary):
    raw = read(vocabulary, TEXT.splitlines()[0])
    assert reported(raw.notes) == []
    assert list(raw.cells) == HEADINGS
    assert len(raw.cells) == 0


def test_na_is_a_state_and_null_a_text(vocabulary: Vocabulary):
    raw = read(vocabulary, TEXT + "NA;NULL;nan;None;1\n")
    assert list(raw.cells.loc[4]) == ["NA", "NULL", "nan", "None", "1"]


@given(st.binary(max_size=300))
def test_no_bytes_break_it(vocabulary: Vocabulary, content: bytes):
    headings = TEXT.encode().splitlines()[0]
    for tried in (content, headings + b"\n" + content):
        with suppress(DeliveryError):
            read(vocabulary, tried)
