"""The committees' bundles: what goes to whom, under which names, and that nothing else does."""

import hashlib
import io
import os
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pypdf import PdfReader

from auszug_lib.pipeline.bundle import size_in_words, write_bundles
from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.jobs import ReportSet, bundles_in, load_set
from auszug_lib.project import Project
from auszug_lib.publication.document import DRAFT_MARK, Sitting

from ...koeln import KOELN
from .conftest import TITLE, as_on_disk, code, shown

MARK = "Beispieldaten"
NAMES = [
    "1-mitteilung-2019.pdf",
    "2-gesamtbericht-2019.pdf",
    "3-traegerbericht-caritas-2019.pdf",
    "4-traegerbericht-drk-2019.pdf",
    "5-traegerbericht-kfr-2019.pdf",
    "SHA256SUMS",
    "index.html",
]


@pytest.fixture
def report_set() -> ReportSet:
    return load_set(KOELN, "2019")


@pytest.fixture
def reports(report_set: ReportSet) -> list[MadeReport]:
    return [
        MadeReport(
            job.stem, job.notebook, job.stem.title(), f"Über <{job.stem}>", (MARK,), (f"{job.stem}.pdf",)
        )
        for job in report_set.jobs
    ]


@pytest.fixture
def executed(tmp_path: Path, report_set: ReportSet) -> Path:
    """A folder with the executed notebook of the notice."""
    sittings = tuple(Sitting(name, "demnächst") for name in report_set.year.city.committees.values())
    notebook = as_on_disk(code(shown(replace(TITLE, sittings=sittings))))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "mitteilung.ipynb")
    return folder


@pytest.fixture
def audience(tmp_path: Path, reports: list[MadeReport]) -> Path:
    """A public folder with the files of all reports."""
    folder = tmp_path / "oeffentlich"
    folder.mkdir()
    for report in reports:
        (folder / f"{report.stem}.pdf").write_bytes(report.stem.encode() * 1000)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what lies in a committee's folder beside its zip."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".zip"}


def changed(report_set: ReportSet, **values: Any) -> ReportSet:
    params = report_set.year.params.model_copy(update=values)
    return replace(report_set, year=Project(KOELN.folder).of(params, report_set.year.file))


# ---- what is in them


def test_each_committee_gets_every_report_in_the_agendas_order(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, report_set, reports)
    assert [path.name for path in bundles_in(audience)] == ["integrationsrat", "runder_tisch", "soziales"]
    for folder in bundles_in(audience):
        found = contents(folder)
        assert list(found) == NAMES
        assert found["2-gesamtbericht-2019.pdf"] == (audience / "gesamtbericht.pdf").read_bytes()


def test_each_notice_has_its_own_sitting_first(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, report_set, reports)
    for folder, own in zip(
        bundles_in(audience),
        ("Integrationsrat", "Runder Tisch für Flüchtlingsfragen", "Ausschuss Soziales und Senioren"),
        strict=True,
    ):
        text = PdfReader(folder / "1-mitteilung-2019.pdf").pages[0].extract_text()
        words = " ".join(text.split())
        assert f"Gremium Datum {own} (diese Sitzung) demnächst" in words
        assert words.count("diese Sitzung") == 1
        assert all(name in words for name in report_set.year.city.committees.values())


def test_the_index_lists_every_file_with_its_size_and_loads_nothing(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, report_set, reports)
    folder = audience / "gremien" / "soziales"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert page.count("<h1>") == page.count("<main") == 1
    assert "<h1>Ausschuss Soziales und Senioren: Auszugsmanagement 2019</h1>" in page
    assert "<td>demnächst</td>" in page
    assert f'<aside class="marks" aria-label="Kennzeichnung">{MARK}</aside>' in page
    assert not re.search(r"<script|<link|@import|https?:", page)
    links = re.findall(r'<a href="([^#"]+)"', page)
    assert links == [*NAMES[:5], "SHA256SUMS"]
    for name in NAMES[:5]:
        assert f'{name}, PDF, <data value="{(folder / name).stat().st_size}">' in page
    assert "Gesamtbericht – Über &lt;gesamtbericht&gt;" in page


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (3, "1 kB"),
        (62_462, "62 kB"),
        (999_400, "999 kB"),
        (1_234_567, "1,2 MB"),
        (2_000_000_000, "2.000,0 MB"),
    ],
)
def test_sizes_are_said_in_german(size: int, text: str) -> None:
    assert " ".join(size_in_words(size).split()) == text


def test_marks_of_all_reports_stand_on_the_index(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    marked = [*reports[:4], replace(reports[4], marks=(MARK, "Entwurf <1>"))]
    write_bundles(audience, executed, report_set, marked)
    page = (audience / "gremien/soziales/index.html").read_text(encoding="utf-8")
    assert f">{MARK} · Entwurf &lt;1&gt;</aside>" in page


def test_another_citys_committees_get_plain_names_too(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    names = {"Jugend.Süd": "Jugend Süd", "jugend-sued": "Jugend", "рада": "Рада", "x" * 200: "Lang"}
    city = report_set.year.city.model_copy(update={"committees": names})
    other = changed(report_set, committees=dict.fromkeys(names))
    vars(other.year)["city"] = city
    carrier = replace(reports[4], stem="traegerbericht-straße")
    (audience / "traegerbericht-straße.pdf").write_bytes(b"x")
    write_bundles(audience, executed, other, [*reports, carrier])
    assert [path.name for path in bundles_in(audience)] == [
        "gremium",
        "jugend-sued",
        "jugend-sued-2",
        "x" * 40,
    ]
    assert (audience / "gremien/gremium/6-traegerbericht-strasse-2019.pdf").is_file()
    for path in (audience / "gremien").rglob("*"):
        assert re.fullmatch(r"[a-z0-9_-]+(\.(pdf|html|zip))?|SHA256SUMS", path.name)
        assert len(path.name) <= 64


# ---- checksums and zip


def test_the_checksums_are_those_of_all_files(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, report_set, reports)
    found = contents(audience / "gremien" / "soziales")
    lines = found.pop("SHA256SUMS").decode("ascii")
    assert lines == "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in found.items())


def test_the_zip_holds_the_folder_and_nothing_of_this_machine(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, report_set, reports)
    first = (audience / "gremien" / "soziales" / "soziales-2019.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
        assert {entry.filename: archive.read(entry) for entry in entries} == {
            f"soziales-2019/{name}": data
            for name, data in contents(audience / "gremien" / "soziales").items()
        }
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2019, 12, 31, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr >> 16) for entry in entries} == {(3, 0o100644)}
    shutil.rmtree(audience / "gremien")
    before = os.umask(0o077)
    try:
        write_bundles(audience, executed, report_set, reports)
    finally:
        os.umask(before)
    assert (audience / "gremien" / "soziales" / "soziales-2019.zip").read_bytes() == first


# ---- what must not be there


@pytest.mark.parametrize("change", [{"visibility": "intern"}, {"committees": {}}])
def test_an_internal_set_goes_to_no_committee(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport], change: dict[str, Any]
) -> None:
    write_bundles(audience, executed, changed(report_set, **change), reports)
    assert not (audience / "gremien").exists()


def test_a_draft_goes_to_no_committee(
    audience: Path, executed: Path, report_set: ReportSet, reports: list[MadeReport]
) -> None:
    write_bundles(audience, executed, replace(report_set, draft=True), reports)
    unreleased = [replace(report, marks=(DRAFT_MARK,)) for report in reports]
    write_bundles(audience, executed, report_set, unreleased)
    assert not (audience / "gremien").exists()
