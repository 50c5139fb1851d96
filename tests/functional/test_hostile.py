"""Hostile and broken files: each is one sentence, in bounded time and memory, and changes nothing on disk.

The bounds are those of the program as a whole, started as a process of its own, with all these files at once.
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
from typing import NamedTuple

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

PROJECT = Path(__file__).parents[2]
MOST_MEMORY = 2**30
# The promise is ten seconds a file on a quiet machine, of the processor's time.
MOST_SECONDS_A_FILE = 10


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the example of 2019 as files."""
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(PROJECT / "params", project / "params")
    (project / "examples").symlink_to(PROJECT / "examples")
    shutil.copytree(PROJECT / "examples/2019", project / "lieferungen")
    file = project / "params" / "2019.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("data: examples/2019", "data: lieferungen"), encoding="utf-8"
    )
    return project


def drk(project: Path) -> Path:
    return project / "lieferungen" / "drk-2019.xlsx"


def replace_part(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook anew with one of its parts changed."""
    with zipfile.ZipFile(file) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
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
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
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


def paths_in_an_archive(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../boese.csv", "traeger;berichtsjahr\nDRK;2019\n")


def endless_view(file: Path) -> None:
    endless = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT x AS fall_id FROM t"
    connection = sqlite3.connect(file)
    connection.execute(f"CREATE VIEW faelle AS {endless}")
    connection.close()


def text_table(content: bytes) -> Callable[[Path], None]:
    """Return a damage that writes a folder with a text table of this content."""

    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "faelle.csv").write_bytes(b"fall_id;status\n" + content + b"\n")

    return write


DAMAGES: dict[str, Callable[[Path], None]] = {
    "empty.xlsx": empty,
    "truncated.xlsx": truncated,
    "with_password.xlsx": with_password,
    "pdf.xlsx": pdf,
    "zip_bomb.xlsx": zip_bomb,
    "ten_million_blank_rows.xlsx": ten_million_blank_rows,
    "one_cell_far_away.xlsx": one_cell_far_away,
    "xml_entities.xlsx": xml_entities,
    "paths_in_an_archive.zip": paths_in_an_archive,
    "endless_view.sqlite": endless_view,
    "wide_line": text_table(b"x;" * 50_000_000),
    "wide_row": text_table(b"a;b\n" * 1_000_000 + b"x;" * 5_000),
    "many_columns": text_table(b"x;" * 100_000),
}


class Ran(NamedTuple):
    """How a command ended, what it told, and what it took: the memory in bytes, the time in seconds."""

    code: int
    told: list[str]
    memory: int
    seconds: float


@pytest.fixture(scope="module")
def checked(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What `auszug check` says where all these files lie among the deliveries."""
    project = Path(shutil.copytree(example, tmp_path_factory.mktemp("feindlich") / "projekt", symlinks=True))
    for name, damage in DAMAGES.items():
        if name.endswith(".xlsx"):
            shutil.copy(drk(project), project / "lieferungen" / name)
        damage(project / "lieferungen" / name)
    ran = run(project, "check")
    assert not [*project.parent.rglob("boese.csv")]
    return ran


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_cannot_be_read_is_one_sentence(checked: Ran, name: str) -> None:
    [sentence] = [line for line in checked.told if f" {name} " in f" {line}" or f"{name}/faelle.csv" in line]
    assert sentence.endswith(".")
    assert ("ist größer als jede Lieferung" in sentence) >= (name == "endless_view.sqlite")


def test_all_files_that_cannot_be_read_are_told_at_once(checked: Ran) -> None:
    assert (checked.code, len(checked.told)) == (2, len(DAMAGES))


def test_their_time_and_memory_are_bounded(checked: Ran) -> None:
    assert checked.memory < MOST_MEMORY
    assert checked.seconds < MOST_SECONDS_A_FILE * len(DAMAGES)


CELLS = (
    ("formel_ohne_wert", "wohnungen", "G2", "=1+1"),
    ("formel_im_text", "beratungen", "C2", '=HYPERLINK("http://localhost";"Klick")'),
    ("markup_im_text", "beratungen", "C3", "<script>alert(1)</script>"),
    ("markup_im_text", "workshops", "C2", '#read("/etc/passwd")'),
)


def test_a_hostile_cell_is_one_sentence(example: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(example, tmp_path / "projekt", symlinks=True))
    book = openpyxl.load_workbook(drk(project))
    for rule, sheet, cell, value in CELLS:
        book[sheet][cell] = value
        if rule == "formel_im_text":
            book[sheet][cell].data_type = "s"
    book.save(drk(project))
    ran = run(project, "report")
    assert ran.code == 2
    assert len(ran.told) == 1 + len(CELLS)  # how many mistakes, and each
    for rule, sheet, cell, value in CELLS:
        [sentence] = [line for line in ran.told if f"drk-2019.xlsx, Blatt {sheet}, Zelle {cell}" in line]
        assert f"[{rule}]" in sentence
        assert value not in sentence


def run(project: Path, command: str) -> Ran:
    """Run a command that must change nothing on disk."""
    before = snapshot(project)
    code = "from auszug_lib.cli import main; main()"
    measured = (
        "import resource, subprocess, sys;"
        f"done = subprocess.run([sys.executable, '-c', {code!r}, {command!r}, '2019']);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_maxrss, used.ru_utime + used.ru_stime);"
        "sys.exit(done.returncode)"
    )
    result = subprocess.run(
        [sys.executable, "-c", measured],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,  # only lest a test that hangs hangs for ever
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert snapshot(project) == before
    unit = 1 if sys.platform == "darwin" else 1024
    memory, seconds = result.stdout.split()[-2:]
    return Ran(result.returncode, result.stderr.strip().splitlines(), int(memory) * unit, float(seconds))


def snapshot(project: Path) -> dict[Path, tuple[int, int]]:
    files = [path for path in project.rglob("*") if path.is_file()]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
