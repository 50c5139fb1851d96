"""Hostile and broken deliveries: each writes what one carrier might send into a folder of deliveries."""

import io
import os
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

_EXAMPLE = Path(__file__).parents[1] / "examples/2019/drk-2019.xlsx"
_SHEET = "xl/worksheets/sheet2.xml"
_NAMES = ("💣.xlsx", "a\nb.xlsx", "a\x1b[2J.xlsx", "a\u202excod.xlsx", "<b>&amp;.xlsx", "#let x = 1.xlsx")

# Writes a delivery into a folder.
Write = Callable[[Path], None]


def _workbook(name: str, change: Callable[[Path], None]) -> Write:
    """Return what writes the example's workbook, spoilt."""

    def write(folder: Path) -> None:
        (folder / name).write_bytes(_EXAMPLE.read_bytes())
        change(folder / name)

    return write


def _replace_part(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook anew with one of its parts changed."""
    with zipfile.ZipFile(file) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part, content in parts.items():
            new.writestr(part, change(content) if part == name else content)


def _in_sheet(rows: bytes) -> Callable[[Path], None]:
    """Return what adds rows of XML to a sheet."""
    return lambda file: _replace_part(
        file, _SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def _with_password(file: Path) -> None:
    locked = io.BytesIO()
    with file.open("rb") as plain:
        OOXMLFile(plain).encrypt("geheim", locked)
    file.write_bytes(locked.getvalue())


def _zip_bomb(file: Path) -> None:
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/a.bin", "w") as part,
    ):
        for _ in range(800):
            part.write(bytes(2**20))


def _blank_rows(file: Path) -> None:
    _in_sheet(b"".join(b'<row r="%d"/>' % number for number in range(2, 1_100_002)))(file)


def _long_shared_text(file: Path) -> None:
    _replace_part(
        file, "xl/sharedStrings.xml", lambda part: part.replace(b"</t>", b"x" * 100_000_000 + b"</t>", 1)
    )


def _full_rows(file: Path) -> None:
    cells = b"<c><v>1</v></c>" * 100
    _in_sheet(b"".join(b'<row r="%d">%s</row>' % (n, cells) for n in range(200, 100_200)))(file)


def _many_sheets(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        for number in range(1_100):
            book.add_worksheet(f"Blatt {number}").write(0, 0, number)


def _xml_entities(file: Path) -> None:
    lines = [
        b'<!ENTITY a0 "ha">',
        *(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)),
    ]
    head = b"<!DOCTYPE sst [" + b"".join(lines) + b"]>"
    _replace_part(
        file,
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"?>", b"?>" + head, 1).replace(b"</t>", b"&a11;</t>", 1),
    )


def _archive(name: str, files: Mapping[str, bytes]) -> Write:
    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path, content in files.items():
                archive.writestr(path, content)

    return write


def _bomb(folder: Path) -> None:
    """Write an archive with a table that is larger than any may be."""
    with (
        zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("faelle.csv", "w", force_zip64=True) as table,
    ):
        for _ in range(250):
            table.write(b"a;b\n" * 250_000)


def _table(name: str, file: str, content: Callable[[], bytes]) -> Write:
    """Return what writes a folder with the file of a single table."""

    def write(folder: Path) -> None:
        (folder / name).mkdir()
        (folder / name / file).write_bytes(content())

    return write


def _text(name: str, content: Callable[[], bytes]) -> Write:
    return _table(name, "faelle.csv", lambda: b"fall_id;status\n" + content() + b"\n")


def _parquet(table: Callable[[], pa.Table]) -> Callable[[], bytes]:
    def content() -> bytes:
        memory = io.BytesIO()
        pq.write_table(table(), memory, compression="zstd")
        return memory.getvalue()

    return content


def _repeated_text() -> pa.Table:
    """Return one text of a megabyte in 4,000 rows: kilobytes in a file."""
    once = pa.DictionaryArray.from_arrays(pa.array([0] * 4_000, pa.int32()), pa.array(["x" * 2**20]))
    return pa.table({"fall_id": once})


def _nested() -> pa.Table:
    return pa.table({"fall_id": pa.chunked_array([pa.array([[[0] * 300] * 100])] * 800).combine_chunks()})


def _database(name: str, *statements: str) -> Write:
    def write(folder: Path) -> None:
        with closing(sqlite3.connect(folder / name)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return write


_COUNTED = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t{})"


def _spoilt_database(folder: Path) -> None:
    _database("spoilt.sqlite", "CREATE TABLE faelle AS SELECT 1 AS fall_id")(folder)
    file = folder / "spoilt.sqlite"
    file.write_bytes(file.read_bytes()[:4096] + os.urandom(4096))


def _broken_workbooks(folder: Path) -> None:
    for number in range(200):
        (folder / f"kaputt-{number:03}.xlsx").write_bytes(b"PK\x03\x04" + bytes(500))


def _bombs(folder: Path) -> None:
    for number in range(20):
        _workbook(f"weit-{number:02}.xlsx", _in_sheet(_FAR_AWAY))(folder)


def _stray_files(folder: Path) -> None:
    for number in range(10_000):
        (folder / f"bild-{number:05}.jpg").write_bytes(b"x")


def _nested_folders(folder: Path) -> None:
    deepest = folder / "/".join("a" for _ in range(900))
    deepest.mkdir(parents=True)
    (deepest / "a.xlsx").write_bytes(b"x")


def _odd_names(folder: Path) -> None:
    for name in _NAMES:
        (folder / name.replace("/", "_")).write_bytes(b"PK\x03\x04" + bytes(100))


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.xlsx")


def _endless_device(folder: Path) -> None:
    (folder / "device.sqlite").symlink_to("/dev/zero")


_FAR_AWAY = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

# Each with the start of the name by which its sentence calls it.
DELIVERIES: Mapping[str, Write] = {
    "empty.xlsx": _workbook("empty.xlsx", lambda file: file.write_bytes(b"") and None),
    "truncated.xlsx": _workbook("truncated.xlsx", _truncated),
    "with_password.xlsx": _workbook("with_password.xlsx", _with_password),
    "pdf.xlsx": lambda folder: (folder / "pdf.xlsx").write_bytes(b"%PDF-1.7\n" + bytes(1000)) and None,
    "zip_bomb.xlsx": _workbook("zip_bomb.xlsx", _zip_bomb),
    "blank_rows.xlsx": _workbook("blank_rows.xlsx", _blank_rows),
    "far_away.xlsx": _workbook("far_away.xlsx", _in_sheet(_FAR_AWAY)),
    "xml_entities.xlsx": _workbook("xml_entities.xlsx", _xml_entities),
    "long_text.xlsx": _workbook("long_text.xlsx", _long_shared_text),
    "full_rows.xlsx": _workbook("full_rows.xlsx", _full_rows),
    "many_sheets.xlsx": _workbook("many_sheets.xlsx", _many_sheets),
    "html.xls": lambda folder: (folder / "html.xls").write_bytes(b"<html><table>") and None,
    "compound.xls": lambda folder: (
        (folder / "compound.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(5000)) and None
    ),
    "no_table.ods": _archive("no_table.ods", {"content.xml": b"<a/>"}),
    "paths.zip": _archive("paths.zip", {"../../boese.csv": b"traeger;berichtsjahr\nDRK;2019\n"}),
    "bomb.zip": _bomb,
    "entries.zip": _archive("entries.zip", {f"{n}.jpg": b"" for n in range(5_000)}),
    "cut.zip": lambda folder: (folder / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(50)) and None,
    "wide_line": _text("wide_line", lambda: b"x;" * 50_000_000),
    "wide_row": _text("wide_row", lambda: b"a;b\n" * 1_000_000 + b"x;" * 5_000),
    "many_columns": _text("many_columns", lambda: b"x;" * 100_000),
    "many_rows": _text("many_rows", lambda: b"a;b\n" * 1_100_000),
    "emoji": _text("emoji", lambda: b"abc;defghijklm\n" * 12_600_000 + "😀".encode()),
    "many_texts": _text("many_texts", lambda: b"".join(b"%d;%d\n" % (n, -n) for n in range(1_000_000)) * 4),
    "open_quote": _text("open_quote", lambda: b'"' + b"a;b\n" * 1_000_000),
    "null_bytes": _text("null_bytes", lambda: bytes(10_000_000)),
    "two_encodings": _text("two_encodings", lambda: "ä;ö\n".encode() * 1_000_000 + "ß".encode("cp1252")),
    "binary": _table("binary", "faelle.csv", lambda: bytes(range(256)) * 1_000),
    "repeated_text": _table("repeated_text", "faelle.parquet", _parquet(_repeated_text)),
    "nested_cells": _table("nested_cells", "faelle.parquet", _parquet(_nested)),
    "zeros": _table(
        "zeros",
        "faelle.parquet",
        _parquet(lambda: pa.table({"fall_id": pa.array(np.zeros(30_000_000, int))})),
    ),
    "no_footer": _table("no_footer", "faelle.parquet", lambda: b"PAR1" + bytes(1_000) + b"PAR1"),
    "endless_view.sqlite": _database(
        "endless_view.sqlite", f"CREATE VIEW faelle AS {_COUNTED.format('')} SELECT x AS fall_id FROM t"
    ),
    "long_cells.sqlite": _database(
        "long_cells.sqlite",
        "CREATE VIEW faelle AS "
        + _COUNTED.format(" WHERE x < 9000")
        + " SELECT x || hex(zeroblob(400000)) AS fall_id FROM t",
    ),
    "many_tables.sqlite": _database(
        "many_tables.sqlite", "BEGIN", *(f"CREATE TABLE t{n} AS SELECT 1 AS x" for n in range(1_100))
    ),
    "spoilt.sqlite": _spoilt_database,
    "pipe.xlsx": _pipe,
    "device.sqlite": _endless_device,
    "kaputt": _broken_workbooks,
    "weit": _bombs,
    "bild": _stray_files,
    "a/a": _nested_folders,
    "odd_names": _odd_names,
}
