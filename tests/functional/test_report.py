"""`auszug report` from end to end, what lies where, and what a failure leaves behind."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from auszug_lib.pipeline.processes import has_threads
from auszug_lib.publication.document import DRAFT_MARK

from ..shell import auszug
from .conftest import TITLE, write_notebook

MARKS = "Beispieldaten: keine echten Fälle · Entwurf"
STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-nord", "traegerbericht-sued")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of the finished project for a test that changes it."""
    return Path(shutil.copytree(made, tmp_path / "kopie"))


# ---- what lies where


def test_every_year_has_its_set(made: Path) -> None:
    for year in ("2020", "2021"):
        assert set(contents(made / "outputs" / year)) == {
            *(f"oeffentlich/{stem}.{ending}" for stem in STEMS for ending in ("html", "pdf")),
            "oeffentlich/mitteilung.docx",
            *(f"oeffentlich/gremien/rat/{name}" for name in bundled(year)),
            f"oeffentlich/gremien/rat/rat-{year}.zip",
            *(f"oeffentlich/{name}" for name in (f"tabellen-{year}.xlsx", "index.html", "manifest.json")),
            *(f"notebooks/{stem}.ipynb" for stem in STEMS),
            "notebooks/stand.json",
        }


def bundled(year: str) -> list[str]:
    """Return the names of the files that go to a committee."""
    attachments = [f"{number}-{stem}-{year}.pdf" for number, stem in enumerate(STEMS, start=1)]
    return [*attachments, "index.html", "SHA256SUMS"]


def test_each_carrier_and_year_got_its_own_parameters(made: Path) -> None:
    assert "Sued" in (made / "outputs/2021/oeffentlich/traegerbericht-sued.html").read_text(encoding="utf-8")
    assert "Bericht 2020" in (made / "outputs/2020/oeffentlich/mitteilung.html").read_text(encoding="utf-8")


def test_manifest_names_every_file_and_nothing_of_this_machine(made: Path) -> None:
    folder = made / "outputs/2021/oeffentlich"
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in manifest["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents(folder).items()
        if name != "manifest.json"
    }
    assert [report["stem"] for report in manifest["reports"]] == list(STEMS)
    assert (manifest["city"], manifest["year"], manifest["audience"]) == ("Musterstadt", 2021, "oeffentlich")
    assert str(made) not in text


# ---- the web page


def test_html_is_german_self_contained_and_without_code(made: Path) -> None:
    page = (made / "outputs/2021/oeffentlich/mitteilung.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert not re.search(
        r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import|<script|<link""", page
    )
    assert "<title>Bericht 2021 &lt;script&gt;alert(1)&lt;/script&gt; #set page()" in page
    assert "import *" not in page
    assert "nur eine Warnung" not in page
    assert "gedruckt &lt;b&gt;fett&lt;/b&gt;" in page
    assert "Abschnitt &lt;i&gt;eins&lt;/i&gt;" in page
    assert MARKS in page


# ---- the PDF


@pytest.fixture(scope="module")
def pdf(made: Path) -> Path:
    return made / "outputs/2021/oeffentlich/mitteilung.pdf"


def test_pdf_says_the_marks_and_the_page_number_on_every_page(pdf: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert MARKS in text
        assert f"Seite {number} von {len(pages)}" in text


def test_pdf_is_tagged_german_and_declares_both_standards(pdf: Path) -> None:
    with pikepdf.open(pdf) as document:
        assert "/StructTreeRoot" in document.Root
        assert document.Root.Lang == "de-DE"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"].startswith("Bericht 2021")


def test_pdf_carries_the_alternative_text(pdf: Path) -> None:
    with pikepdf.open(pdf) as document:
        texts = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert "Eine Säule, sonst nichts." in texts


def test_markup_stays_text_in_the_pdf(pdf: Path) -> None:
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    for markup in ("#set page()", "<script>", "$x$ #eval", "=HYPERLINK(1)", "<i>eins</i>", "<b>fett</b>"):
        assert markup in text


def test_table_header_is_repeated_on_each_of_its_pages(pdf: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert all("=HYPERLINK(1)" in text for text in pages if "Bezirk" in text)


# ---- the tables


def test_the_workbook_has_numbers_as_numbers_and_runs_no_formula(made: Path) -> None:
    sheet = load_workbook(made / "outputs/2021/oeffentlich/tabellen-2021.xlsx")["Tabelle 1"]
    rows = list(sheet.iter_rows(min_row=6))
    assert [cell.value for cell in rows[0]] == ["=HYPERLINK(1)", "Haushalte", "@Fläche"]
    assert [cell.value for cell in rows[1]] == ["Bezirk 0", 0, 1234.5]
    assert [cell.value for cell in rows[-1]] == ["-Summe", ".", 0]
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s", "n"}


def test_the_front_page_lists_every_file_with_its_checksum(made: Path) -> None:
    folder = made / "outputs/2021/oeffentlich"
    page = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    sums = {row.a["href"]: row.code.get_text() for row in page.select("tbody tr")}
    files = [path for path in folder.iterdir() if path.is_file()]
    others = [path for path in files if path.name not in ("index.html", "manifest.json")]
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in others}
    links = {str(link["href"]) for link in page.select("main a")}
    assert links == {*sums, "manifest.json", "gremien/rat/index.html"}
    assert all((folder / link).is_file() for link in links)
    assert page.select_one(".marks").get_text() == MARKS


# ---- failures


def fail_with(project: Path, code: str) -> subprocess.CompletedProcess[str]:
    write_notebook(project / "notebooks/combined_report.ipynb", TITLE, "## Wohnungen", code)
    return auszug(project, "report", "2021")


def test_a_failing_notebook_leaves_the_outputs_and_names_its_cell_until_it_is_mended(copy: Path) -> None:
    """The same input gives the same files then."""
    notebook = copy / "notebooks/combined_report.ipynb"
    sound, before = notebook.read_bytes(), contents(copy / "outputs")
    result = fail_with(copy, "1 / 0")
    assert result.returncode == 3
    assert len(result.stderr.splitlines()) == 1
    for part in (
        "combined_report.ipynb",
        "Zelle [4]",
        "unter „Wohnungen“",
        "ZeroDivisionError: division by zero",
    ):
        assert part in result.stderr
    kept = Path("2021/fehlgeschlagen/gesamtbericht.ipynb")
    assert kept.name in result.stderr
    after = contents(copy / "outputs")
    assert "ZeroDivisionError" in after.pop(kept.as_posix()).decode()
    assert after == before

    notebook.write_bytes(sound)
    assert auszug(copy, "report", "2021", "--neu").returncode == 0
    assert contents(copy / "outputs") == before


def test_an_error_meant_for_people_comes_through_with_its_exit_code(project: Path) -> None:
    code = "from auszug_lib import DeliveryError\nraise DeliveryError('Blatt „faelle“, B2: falsch.')"
    result = fail_with(project, code)
    assert result.returncode == 2
    assert result.stderr == "Blatt „faelle“, B2: falsch.\n"
    assert not (project / "outputs").exists()


def test_a_dying_process_is_told_apart(project: Path) -> None:
    result = fail_with(project, "import os\nos._exit(1)")
    assert result.returncode == 3
    assert (
        "combined_report.ipynb ist abgebrochen in Zelle [4] (unter „Wohnungen“): Der Prozess ist dabei"
        in result.stderr
    )


def test_a_report_that_takes_too_long_is_ended_and_nothing_changes(copy: Path) -> None:
    before = contents(copy / "outputs")
    write_notebook(copy / "notebooks/combined_report.ipynb", TITLE, "import time\ntime.sleep(3600)")
    result = auszug(copy, "report", "2021", "--only", "gesamtbericht", "--timeout", "0.2")
    assert result.returncode == 3
    assert result.stderr == (
        "combined_report.ipynb ist abgebrochen in Zelle [4]: "
        "Der Bericht dauert länger als 0,2 Minuten; mit --timeout darf er länger.\n"
    )
    assert contents(copy / "outputs") == before


def test_without_memory_a_cell_fails_like_any_other(project: Path) -> None:
    result = fail_with(project, "too_much = bytearray(1 << 60)")
    assert result.returncode == 3
    assert "ist gescheitert in Zelle [4] (unter „Wohnungen“): MemoryError." in result.stderr


def test_one_after_another_they_are_the_same_bytes(copy: Path) -> None:
    before = contents(copy / "outputs")
    assert auszug(copy, "report", "2020", "--neu", "--workers", "1").returncode == 0
    assert contents(copy / "outputs") == before


def test_from_a_new_process_a_report_is_the_same_bytes(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> dict[str, bytes]:
        assert auszug(copy, "report", "2021", "--only", "mitteilung").returncode == 0
        return contents(copy / "outputs/2021/entwurf")

    forked = made()
    monkeypatch.setattr(has_threads, "is_set", lambda: True)
    assert made() == forked


def test_what_would_be_the_same_is_not_made_again(copy: Path) -> None:
    before = contents(copy / "outputs")
    result = auszug(copy, "report", "2021")
    assert (result.returncode, result.stderr) == (0, "")
    said = result.stdout.replace("\\", "/").splitlines()
    assert said == [
        "2021: Nichts hat sich geändert, die Berichte bleiben; --neu macht sie neu.",
        "Fertig: outputs/2021/oeffentlich",
        "Für das Gremium: outputs/2021/oeffentlich/gremien/rat",
    ]
    assert contents(copy / "outputs") == before


def test_a_chart_without_alternative_text_is_refused(project: Path) -> None:
    result = fail_with(project, "Chart('c', 'Stumm', ' ', '<svg/>')")
    assert result.returncode == 3
    assert "Dem Diagramm „Stumm“ fehlt der Alternativtext" in result.stderr
    assert list(contents(project / "outputs")) == ["2021/fehlgeschlagen/gesamtbericht.ipynb"]


def test_a_parameter_no_notebook_knows_is_refused_before_anything_runs(project: Path) -> None:
    year = project / "params/2021.yaml"
    year.write_text(year.read_text(encoding="utf-8") + "signature: gez. N. N.\n", encoding="utf-8")
    result = auszug(project, "report", "2021")
    assert result.returncode == 2
    assert "notice.ipynb kennt den Parameter „signature“ nicht" in result.stderr
    assert not (project / "outputs").exists()


def test_a_missing_notebook_is_named(project: Path) -> None:
    (project / "notebooks/combined_report.ipynb").unlink()
    result = auszug(project, "report", "2021")
    assert result.returncode == 3
    assert result.stderr == "Das Notebook combined_report.ipynb fehlt im Ordner „notebooks“.\n"


# ---- a part of the set


def test_only_makes_a_draft_beside_the_finished_set(copy: Path) -> None:
    year = copy / "outputs/2021"
    before = contents(year)
    write_notebook(copy / "notebooks/combined_report.ipynb", "1 / 0")
    result = auszug(copy, "report", "2021", "--only", "mitteilung")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1].replace("\\", "/") == "Fertig: outputs/2021/entwurf"
    drafts = year / "entwurf"
    assert set(contents(drafts)) == {
        *("mitteilung.html", "mitteilung.pdf", "mitteilung.docx", "tabellen-2021.xlsx", "manifest.json"),
        "notebooks/mitteilung.ipynb",
    }
    mark = f"{MARKS} · {DRAFT_MARK}"
    assert mark in (drafts / "mitteilung.html").read_text(encoding="utf-8")
    pages = [page.extract_text() for page in PdfReader(drafts / "mitteilung.pdf").pages]
    assert len(pages) > 1
    assert all(mark in page for page in pages)
    [head] = Document(str(drafts / "mitteilung.docx")).sections[0].header.paragraphs
    assert head.text == mark
    assert DRAFT_MARK in json.loads((drafts / "manifest.json").read_text(encoding="utf-8"))["marks"]

    assert auszug(copy, "report", "2021", "--intern", "--only", "traegerbericht-nord").returncode == 0
    assert {path.name for path in drafts.glob("*.pdf")} == {"traegerbericht-nord.pdf"}
    shutil.rmtree(drafts)
    assert contents(year) == before


def test_notebooks_share_no_variable_and_no_figure_and_out_puts_them_elsewhere(
    project: Path, tmp_path: Path
) -> None:
    leak = "import matplotlib.pyplot as plt\nplt.figure()\nleaked = 1"
    check = (
        "assert 'leaked' not in globals()\nimport matplotlib.pyplot as plt\nassert plt.get_fignums() == []"
    )
    write_notebook(project / "notebooks/notice.ipynb", TITLE, leak)
    write_notebook(project / "notebooks/combined_report.ipynb", TITLE, check)
    words = ["--only", "mitteilung", "--only", "gesamtbericht", "--out", str(tmp_path / "anderswo")]
    result = auszug(project, "report", "2021", *words)
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "anderswo/2021/entwurf/gesamtbericht.pdf").is_file()
    assert not (project / "outputs").exists()
