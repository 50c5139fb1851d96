"""All that carriers sent: which files are a delivery, and what is reported of the others."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading import sandbox
from auszug_lib.delivery.reading.inbox import frames_delivery, gathered, read_delivery, read_source
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, reported

DELIVERY = "traeger;berichtsjahr;stand;schema_version\nDRK;2019;31.01.2020;1\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder for deliveries, still empty."""
    (tmp_path / "lieferungen").mkdir()
    return tmp_path / "lieferungen"


def write_csv(folder: Path, name: str = "lieferung.csv") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(DELIVERY, encoding="utf-8")


def write_workbook(path: Path) -> None:
    frame = pd.DataFrame({"traeger": ["DRK"], "berichtsjahr": [2019]})
    frame.to_excel(path, sheet_name="lieferung", index=False, engine="xlsxwriter")


def write_database(path: Path, table: str = "lieferung") -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} AS SELECT 'DRK' AS traeger, 2019 AS berichtsjahr")
        connection.commit()


def test_deliveries_of_every_kind_in_order_of_their_names(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "d-ordner")
    write_workbook(inbox / "b.xlsx")
    write_database(inbox / "c.sqlite")
    write_database(inbox / "a.DB")
    found = gathered({inbox: read_source(inbox, vocabulary)})
    assert [delivery.name for delivery in found.deliveries] == ["a.DB", "b.xlsx", "c.sqlite", "d-ordner"]
    for delivery in found.deliveries:
        assert cells_of(delivery.tables["lieferung"], "traeger") == {2: "DRK"}
    assert found.notes == ()


def test_sources_of_every_kind(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    write_database(inbox.parent / "kfr.db")
    found = gathered(
        {one: read_source(one, vocabulary) for one in (f"sqlite:///{inbox.parent / 'kfr.db'}", inbox)}
    )
    assert [delivery.name for delivery in found.deliveries] == ["kfr.db", "drk"]


def test_a_folder_may_be_the_delivery_itself(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox)
    write_workbook(inbox / "kfr.xlsx")
    (inbox / "notizen.csv").write_text("a;b\n", encoding="utf-8")
    found = gathered({inbox: read_source(inbox, vocabulary)})
    assert [delivery.name for delivery in found.deliveries] == ["lieferungen", "kfr.xlsx"]
    assert reported(found.deliveries[0].notes) == ["lieferungen/notizen.csv datei_unbekannt"]
    assert found.notes == ()


def test_what_lies_beside_is_reported_or_nothing(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    for name in ("~$drk.xlsx", ".DS_Store", ".~lock.drk.ods#", "Thumbs.db", "desktop.ini", "drk.db-wal"):
        (inbox / name).write_text("x", encoding="utf-8")
    for name in ("brief.docx", "notizen.csv", "liesmich.txt"):
        (inbox / name).write_text("x", encoding="utf-8")
    (inbox / "leer").mkdir()
    (inbox / ".git").mkdir()
    write_csv(inbox / "archiv", "alt.csv")
    (inbox / "bilder").mkdir()
    (inbox / "bilder" / "drk.jpg").write_bytes(b"x")
    found = gathered({inbox: read_source(inbox, vocabulary)})
    assert [delivery.name for delivery in found.deliveries] == ["drk"]
    assert reported(found.notes) == [
        f"{name} datei_unbekannt"
        for name in ("archiv", "bilder", "brief.docx", "liesmich.txt", "notizen.csv")
    ]


def test_deliveries_in_folders_of_their_own_are_named(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    (inbox / "drk" / "nachtrag.xlsx").write_bytes(b"x")
    (inbox / "2019" / "alt").mkdir(parents=True)
    (inbox / "2019" / "alt" / "mehr").symlink_to(inbox, target_is_directory=True)
    write_workbook(inbox / "2019" / "kfr.xlsx")
    write_csv(inbox / "2019" / "alt" / "caritas")
    (inbox / "2019" / "alt" / "brief.docx").write_bytes(b"x")
    found = gathered({inbox: read_source(inbox, vocabulary)})
    assert reported(found.notes) == [
        "2019/alt/caritas datei_im_unterordner",
        "2019/kfr.xlsx datei_im_unterordner",
    ]
    assert reported(found.deliveries[0].notes) == ["drk/nachtrag.xlsx datei_unbekannt"]


def test_a_stray_workbook_is_one_hint(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    contacts = pd.DataFrame({"Name": ["Erika Muster"], "Telefon": ["0221 221-0"]})
    with pd.ExcelWriter(inbox / "Kontaktliste.xlsx", engine="xlsxwriter") as book:
        for sheet in ("Tabelle1", "Personal"):  # which would be our table of positions
            contacts.to_excel(book, sheet_name=sheet, index=False)
    write_database(inbox / "cache.db", "schluessel")
    found = gathered({inbox: read_source(inbox, vocabulary)})
    assert [delivery.name for delivery in found.deliveries] == ["drk"]
    assert reported(found.notes) == ["Kontaktliste.xlsx datei_unbekannt", "cache.db datei_unbekannt"]


def test_a_workbook_in_a_form_that_is_not_read(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    (inbox / "kfr.XLSB").write_bytes(b"PK")
    with pytest.raises(DeliveryError) as error:
        gathered({inbox: read_source(inbox, vocabulary)})
    assert str(error.value) == "kfr.XLSB ist eine binäre Excel-Datei (.xlsb); bitte als .xlsx speichern."


def test_every_file_that_cannot_be_read_is_named(vocabulary: Vocabulary, inbox: Path):
    write_csv(inbox / "drk")
    (inbox / "kaputt.xlsx").write_bytes(b"x")
    (inbox / "kaputt.zip").write_bytes(b"x")
    (inbox / "kaputt.sqlite").write_bytes(b"x" * 200)
    with pytest.raises(DeliveryError) as error:
        gathered({inbox: read_source(inbox, vocabulary)})
    lines = str(error.value).splitlines()
    assert [line.split()[0] for line in lines] == ["kaputt.sqlite", "kaputt.xlsx", "kaputt.zip"]


def test_nothing_at_all(vocabulary: Vocabulary, inbox: Path):
    (inbox / "brief.docx").write_bytes(b"x")
    with pytest.raises(DeliveryError) as error:
        gathered({inbox: read_source(inbox, vocabulary)})
    assert str(error.value) == (
        "In „lieferungen“ liegt keine Lieferung; erwartet wird eine Excel-Datei oder ein Ordner mit CSV; "
        "nicht gelesen wurde: brief.docx."
    )


def test_other_tables_of_a_database_are_reported_and_searched_for_persons(vocabulary: Vocabulary):
    frames = {
        "Lieferung": pd.DataFrame({"traeger": ["DRK"]}),
        "version": pd.DataFrame({"nummer": [1]}),
        "kontakte": pd.DataFrame({"wer": ["Frau Müller", None], "nachname": [None, "x"]}),
    }
    delivery = frames_delivery("drk.db", frames, vocabulary)
    assert reported(delivery.notes) == [
        "Lieferung blatt_umbenannt",
        "version blatt_unbekannt",
        "kontakte blatt_unbekannt",
        "A1 personenbezug_spalte",
        "B1 personenbezug_spalte",
    ]


def test_one_delivery_by_its_path(vocabulary: Vocabulary, inbox: Path):
    write_workbook(inbox / "drk.xlsx")
    assert read_delivery(inbox / "drk.xlsx", vocabulary).name == "drk.xlsx"
    (inbox / "brief.docx").write_bytes(b"x")
    for name, problem in (("brief.docx", "ist keine Lieferung"), ("kfr.xlsx", "gibt es nicht")):
        with pytest.raises(DeliveryError, match=f"^{name} {problem}; erwartet wird "):
            read_delivery(inbox / name, vocabulary)


def test_the_time_for_all_files_together_is_bounded(
    vocabulary: Vocabulary, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        write_workbook(inbox / f"{name}.xlsx")
    monkeypatch.setattr(sandbox, "MOST_TOGETHER", 0.001)
    found = read_source(inbox, vocabulary)
    assert [delivery.name for delivery in found.deliveries] == ["a.xlsx"]
    assert [problem.partition(",")[0] for problem in found.problems] == [
        "b.xlsx wurde nicht geöffnet",
        "c.xlsx wurde nicht geöffnet",
    ]
