"""Hostile and broken files: each is one sentence, in bounded time and memory, and changes nothing on disk.

The bounds are those of the program as a whole, started as a process of its own.
"""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from auszug_lib.params.folder import ParamsFolder

from ..plain_workbook import write_example

PROJECT = Path(__file__).parents[2]
MOST_MEMORY = 2**30
# The promise is ten seconds on a quiet machine; a test that waits for ever is what this one must not be.
MOST_SECONDS = 60


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the example of 2019 as files."""
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(PROJECT / "params", project / "params")
    (project / "examples").symlink_to(PROJECT / "examples")
    folder = ParamsFolder(project / "params")
    city, year = folder.city("koeln"), folder.year("2019")
    write_example(city, year, folder.published(city), project / "lieferungen")
    file = project / "params" / "2019.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("data: examples/2019", "data: lieferungen"), encoding="utf-8"
    )
    return project


@pytest.fixture
def project(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(example, tmp_path / "projekt", symlinks=True))


def drk(project: Path) -> Path:
    return project / "lieferungen" / "drk-2019.xlsx"


def replace_part(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook anew with one of its parts changed."""
    with zipfile.ZipFile(file) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, change(content) if part == name else content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def with_password(file: Path) -> None:
    locked = io.BytesIO()
    with file.open("rb") as plain:
        OOXMLFile(plain).encrypt("geheim", locked)
    file.write_bytes(locked.getvalue())


def pdf(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 1000)


def zip_bomb(file: Path) -> None:
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.bin", "w") as part,
    ):
        for _ in range(2000):
            part.write(bytes(2**20))


def ten_million_blank_rows(file: Path) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(2, 10_000_002))
    replace_part(
        file, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def one_cell_far_away(file: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    replace_part(file, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"</sheetData>", far))


def xml_entities(file: Path) -> None:
    lines = [
        b'<!ENTITY a0 "ha">',
        *(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)),
    ]
    head = b"<!DOCTYPE sst [" + b"".join(lines) + b"]>"
    replace_part(
        file,
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"?>", b"?>" + head, 1).replace(b"</t>", b"&a11;</t>", 1),
    )


WHOLE_FILES = (
    empty,
    truncated,
    with_password,
    pdf,
    zip_bomb,
    ten_million_blank_rows,
    one_cell_far_away,
    xml_entities,
)


@pytest.mark.parametrize("damage", WHOLE_FILES, ids=lambda damage: damage.__name__)
def test_a_file_that_cannot_be_read_is_one_sentence(project, damage):
    damage(drk(project))
    for command in ("check", "report") if damage is empty else ("check",):  # both open files in the same way
        result, peak = run(project, command)
        assert result.returncode == 2, result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert "drk-2019.xlsx" in result.stderr
        assert result.stderr.strip().endswith(".")
        assert peak < MOST_MEMORY


def test_all_files_that_cannot_be_read_are_told_at_once(project):
    empty(drk(project))
    pdf(project / "lieferungen" / "kfr-2019.xlsx")
    result, _ = run(project, "check")
    assert len(result.stderr.strip().splitlines()) == 2


def test_paths_in_an_archive_are_refused(project):
    outside = project / "boese.csv"
    with zipfile.ZipFile(project / "lieferungen" / "drk.zip", "w") as archive:
        archive.writestr("../../boese.csv", "traeger;berichtsjahr\nDRK;2019\n")
    drk(project).unlink()
    result, _ = run(project, "report")
    assert result.returncode == 2
    assert "drk.zip" in result.stderr
    assert not outside.exists()


TABLES_OF_NOTHING = {
    "wide_line": b"x;" * 50_000_000,
    "wide_row": b"a;b\n" * 1_000_000 + b"x;" * 5_000,
    "many_columns": b"x;" * 100_000,
}


@pytest.mark.parametrize("content", TABLES_OF_NOTHING.values(), ids=TABLES_OF_NOTHING)
def test_a_text_table_that_is_too_wide_is_one_sentence(project, content):
    folder = project / "lieferungen" / "drk"
    folder.mkdir()
    (folder / "faelle.csv").write_bytes(b"fall_id;status\n" + content + b"\n")
    drk(project).unlink()
    result, peak = run(project, "check")
    assert result.returncode == 2
    assert result.stderr.startswith("drk/faelle.csv ")
    assert len(result.stderr.strip().splitlines()) == 1
    assert peak < MOST_MEMORY


def test_a_view_that_never_ends_is_one_sentence(project):
    endless = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT x AS fall_id FROM t"
    connection = sqlite3.connect(project / "lieferungen" / "drk.sqlite")
    connection.execute(f"CREATE VIEW faelle AS {endless}")
    connection.close()
    drk(project).unlink()
    result, peak = run(project, "check")
    assert result.returncode == 2
    assert "drk.sqlite ist größer als jede Lieferung" in result.stderr
    assert peak < MOST_MEMORY


CELLS = {
    "formel_ohne_wert": ("wohnungen", "G2", "=1+1"),
    "formel_im_text": ("beratungen", "C2", '=HYPERLINK("http://localhost";"Klick")'),
    "markup_im_text": ("beratungen", "C2", "<script>alert(1)</script>"),
}


@pytest.mark.parametrize("rule", CELLS)
def test_a_hostile_cell_is_one_sentence(project, rule):
    sheet, cell, value = CELLS[rule]
    book = openpyxl.load_workbook(drk(project))
    book[sheet][cell] = value
    if rule == "formel_im_text":
        book[sheet][cell].data_type = "s"
    book.save(drk(project))
    result, _ = run(project, "report")
    assert result.returncode == 2
    assert f"drk-2019.xlsx, Blatt {sheet}, Zelle {cell}" in result.stderr
    assert f"[{rule}]" in result.stderr
    assert value not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2  # how many mistakes, and the one


def test_typst_markup_is_found(project):
    book = openpyxl.load_workbook(drk(project))
    book["workshops"]["C2"] = '#read("/etc/passwd")'
    book.save(drk(project))
    assert "[markup_im_text]" in run(project, "report")[0].stderr


def run(project: Path, command: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run a command that must change nothing on disk; return it with the peak of its memory in bytes."""
    before = snapshot(project)
    code = "from auszug_lib.cli import main; main()"
    measured = (
        "import resource, runpy, subprocess, sys;"
        f"done = subprocess.run([sys.executable, '-c', {code!r}, {command!r}, '2019']);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);"
        "sys.exit(done.returncode)"
    )
    result = subprocess.run(
        [sys.executable, "-c", measured],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=MOST_SECONDS,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert snapshot(project) == before
    unit = 1 if sys.platform == "darwin" else 1024
    return result, int(result.stdout.split()[-1]) * unit


def snapshot(project: Path) -> dict[Path, tuple[int, int]]:
    files = [path for path in project.rglob("*") if path.is_file()]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
