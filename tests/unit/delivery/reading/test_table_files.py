"""Folders and archives with a file for each table."""

import io
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from auszug_lib import DeliveryError
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, read_archive, read_folder, reported

WORKSHOPS = "workshop_id;datum;thema;zielgruppe;teilnehmende\nW1;03.04.2019;a;tandem;12\n"
STAFF = "stelle_id,stellenart,umfang_vzae,befristet,beginn\nS1,a,0.5,nein,2019-01-01\n"


@pytest.fixture
def drk(tmp_path: Path) -> Path:
    """A folder of a carrier, still empty."""
    (tmp_path / "drk").mkdir()
    return tmp_path / "drk"


def pack(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def parquet(**columns: list[object]) -> bytes:
    memory = io.BytesIO()
    pd.DataFrame(columns).to_parquet(memory)
    return memory.getvalue()


def test_files_of_different_kinds(vocabulary: Vocabulary, drk: Path):
    (drk / "Workshops 2019.CSV").write_text(WORKSHOPS, encoding="utf-8")
    (drk / "stellen.txt").write_text(STAFF, encoding="utf-8")
    (drk / "faelle.parquet").write_bytes(parquet(fall_id=["F1"]))
    delivery = read_folder(drk, vocabulary)
    assert (delivery.name, delivery.workbook) == ("drk", None)
    assert reported(delivery.notes) == ["drk/Workshops 2019.CSV blatt_umbenannt"]
    raw = delivery.tables["workshops"]
    assert (raw.file, raw.sheet, raw.decimal) == ("drk/Workshops 2019.CSV", "Workshops 2019", ",")
    assert delivery.tables["stellen"].decimal == "."
    assert cells_of(delivery.tables["faelle"], "fall_id") == {2: "F1"}


def test_hidden_files_are_no_files_and_others_are_reported(vocabulary: Vocabulary, drk: Path):
    (drk / "workshops.csv").write_text(WORKSHOPS, encoding="utf-8")
    for hidden in (".workshops.csv", "~$stellen.csv", ".~lock.stellen.csv#"):
        (drk / hidden).write_text("x", encoding="utf-8")
    (drk / "liesmich.txt").write_text("Nichts", encoding="utf-8")
    (drk / "faelle.xlsx").write_bytes(b"PK")
    (drk / "Nachtrag").mkdir()
    delivery = read_folder(drk, vocabulary)
    assert set(delivery.tables) == {"workshops"}
    unread = ["drk/liesmich.txt", "drk/Nachtrag", "drk/faelle.xlsx"]
    assert reported(delivery.notes) == [f"{name} datei_unbekannt" for name in unread]
    assert reported(read_folder(drk, vocabulary, is_source=True).notes) == [
        "drk/liesmich.txt datei_unbekannt"
    ]


@pytest.mark.parametrize("other", ["workshops.parquet", "Workshop.csv", "workshops.txt"])
def test_two_files_for_one_table(vocabulary: Vocabulary, drk: Path, other: str):
    (drk / "workshops.csv").write_text(WORKSHOPS, encoding="utf-8")
    is_parquet = other.endswith("parquet")
    (drk / other).write_bytes(parquet(workshop_id=["W2"]) if is_parquet else WORKSHOPS.encode())
    notes = [note for note in read_folder(drk, vocabulary).notes if note.rule == "blatt_einmal"]
    assert [{note.file, f"drk/{note.words['other']}"} for note in notes] == [
        {"drk/workshops.csv", f"drk/{other}"}
    ]


def test_an_archive_is_a_folder(vocabulary: Vocabulary, tmp_path: Path):
    files = {"drk/": "", "drk/workshops.csv": WORKSHOPS, "drk/Stellen.csv": STAFF}
    hidden = {"__MACOSX/drk/._workshops.csv": "x", "drk/.DS_Store": "x", "drk/Thumbs.db": "x"}
    path = pack(tmp_path / "drk.zip", {**files, **hidden, "drk/notiz.docx": "x"})
    delivery = read_archive(path, vocabulary)
    assert delivery.name == "drk.zip"
    assert cells_of(delivery.tables["workshops"], "workshop_id") == {2: "W1"}
    assert delivery.tables["stellen"].file == "drk.zip/Stellen.csv"
    assert reported(delivery.notes) == [
        "drk.zip/Stellen.csv blatt_umbenannt",
        "drk.zip/drk/notiz.docx datei_unbekannt",
    ]


def test_an_archive_may_hold_parquet(vocabulary: Vocabulary, tmp_path: Path):
    path = pack(tmp_path / "drk.zip", {"faelle.parquet": parquet(fall_id=["F1"])})
    assert cells_of(read_archive(path, vocabulary).tables["faelle"], "fall_id") == {2: "F1"}


def test_an_archive_with_folders_as_windows_parts_them(vocabulary: Vocabulary, tmp_path: Path):
    files = {"drk\\": "", "drk\\workshops.csv": WORKSHOPS, "drk\\notiz.docx": "x"}
    delivery = read_archive(pack(tmp_path / "drk.zip", files), vocabulary)
    assert cells_of(delivery.tables["workshops"], "workshop_id") == {2: "W1"}
    assert reported(delivery.notes) == ["drk.zip/drk/notiz.docx datei_unbekannt"]


@pytest.mark.parametrize(
    "name", ["..\\workshops.csv", "\\workshops.csv", "C:\\workshops.csv", "drk\\..\\x.csv"]
)
def test_a_path_that_leads_out_of_the_archive(vocabulary: Vocabulary, tmp_path: Path, name: str):
    with pytest.raises(DeliveryError, match="unzulässigem Pfad"):
        read_archive(pack(tmp_path / "drk.zip", {name: WORKSHOPS}), vocabulary)


def test_umlauts_in_an_archive_of_windows_or_a_mac(vocabulary: Vocabulary, tmp_path: Path):
    path = pack(tmp_path / "drk.zip", {"F@lle.csv": "fall_id\n"})
    path.write_bytes(path.read_bytes().replace(b"F@lle", "Fälle".encode("cp437")))
    assert set(read_archive(path, vocabulary).tables) == {"faelle"}
    pack(path, {unicodedata.normalize("NFD", "Fälle.csv"): "fall_id\n"})
    assert set(read_archive(path, vocabulary).tables) == {"faelle"}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"drk.xlsx": "x"}, "drk.zip enthält keine CSV- oder Parquet-Dateien; bitte neu packen."),
        (
            {"drk/workshops.csv": WORKSHOPS, "kfr/workshops.csv": WORKSHOPS},
            "drk.zip enthält Dateien desselben Namens in mehreren Ordnern; "
            "bitte je Träger und Jahr ein eigenes Archiv packen.",
        ),
    ],
)
def test_archives_that_are_no_delivery(
    vocabulary: Vocabulary, tmp_path: Path, files: dict[str, str | bytes], sentence: str
):
    with pytest.raises(DeliveryError) as error:
        read_archive(pack(tmp_path / "drk.zip", files), vocabulary)
    assert str(error.value) == sentence


def test_a_file_that_cannot_be_read_is_named(vocabulary: Vocabulary, drk: Path):
    (drk / "workshops.csv").write_text(WORKSHOPS + '"offen', encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"^drk/workshops\.csv, Zeile 3: "):
        read_folder(drk, vocabulary)
    path = pack(drk.parent / "drk.zip", {"workshops.csv": WORKSHOPS + '"offen'})
    with pytest.raises(DeliveryError, match=r"^drk\.zip/workshops\.csv, Zeile 3: "):
        read_archive(path, vocabulary)
