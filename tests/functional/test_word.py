"""The notice in Word: opened by LibreOffice, edited, and read back by `auszug verify`."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from auszug_lib.verification.word import word_findings

from ..shell import auszug

PROJECT = Path(__file__).parents[2]
Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return a function that lets LibreOffice save a file in another format, without any warning."""
    program = shutil.which("soffice")
    if program is None:
        if "CI" in os.environ:
            pytest.fail("LibreOffice ist in der CI Pflicht.")
        pytest.skip("LibreOffice ist nicht installiert.")
    folder = tmp_path_factory.mktemp("word")
    options = [f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore"]

    def saved(file: Path, ending: str) -> Path:
        command = [program, *options, "--convert-to", ending, "--outdir", folder, file]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        said = [line for line in done.stderr.splitlines() if "javaldx" not in line]  # it needs no Java
        assert said == []
        return folder / f"{file.stem}.{ending}"

    return saved


def test_libreoffice_prints_it_as_a4_with_its_head_on_every_page(public: Path, convert: Convert) -> None:
    pages = PdfReader(convert(public / "mitteilung.docx", "pdf")).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    for number, (page, text) in enumerate(zip(pages, texts, strict=True), start=1):
        assert [round(side) for side in page.mediabox[2:]] == [595, 842]
        assert text.startswith("Beispieldaten: keine echten Fälle")
        assert f"Seite {number} von {len(texts)}" in text
    assert len(texts) <= 4
    assert "132 Haushalte" in " ".join(texts)


def test_what_libreoffice_saves_has_no_other_numbers(public: Path, convert: Convert) -> None:
    again = convert(public / "mitteilung.docx", "docx")
    assert list(word_findings(again, public / "mitteilung.docx")) == []


def test_verify_names_the_numbers_of_an_edited_notice(editions: Path, tmp_path: Path) -> None:
    document = Document(str(editions / "2019/oeffentlich/mitteilung.docx"))
    [run] = [run for one in document.paragraphs for run in one.runs if run.text == "132"]
    run.text = "123"
    document.save(str(tmp_path / "neu.docx"))
    words = ["verify", str(editions / "2019"), "--ohne-akten", "--word"]
    same = auszug(PROJECT, *words, str(editions / "2019/oeffentlich/mitteilung.docx"))
    assert (same.returncode, same.stderr) == (0, "")
    other = auszug(PROJECT, *words, str(tmp_path / "neu.docx"))
    assert (other.returncode, other.stderr) == (2, "")
    assert other.stdout.startswith(
        "neu.docx (Vermittlungen): 123 steht da, im Bericht 132: „Im Jahr 2019 wurden"
    )
    assert "1 ohne Herkunft oder falsch" in other.stdout


def test_an_edited_notice_is_held_against_one_report(editions: Path) -> None:
    words = ["verify", str(editions / "2019"), str(editions / "2020"), "--word", "neu.docx"]
    done = auszug(PROJECT, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--word vergleicht mit einem Bericht; bitte nur einen Ordner nennen." in done.stderr
