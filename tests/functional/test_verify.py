"""`auszug verify` on the example years: no number is without origin, and a smuggled one is found."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from openpyxl import Workbook, load_workbook

from auszug_lib import ParamsError
from auszug_lib.pipeline.csv_files import read_figures
from auszug_lib.pipeline.manifest import seal_of
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.shown import shown_table
from auszug_lib.pipeline.table_book import table_book
from auszug_lib.verification import recompute
from auszug_lib.verification.public_folder import PublicFolder, committee_findings
from auszug_lib.verification.web import WebPage, page_findings
from auszug_lib.verification.workbook import book_findings

from ..koeln import KOELN

FALSE = "7777"  # stands nowhere in the example
NOTICE, JOINT, CARRIER = "mitteilung", "gesamtbericht", "traegerbericht-drk"


def test_every_number_of_every_example_year_has_its_origin(editions: Path) -> None:
    years = sorted(editions.iterdir())
    assert len(years) == 5
    assert [str(finding) for year in years for finding in PublicFolder(KOELN, year).findings()] == []


def test_a_folder_without_reports_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match="liegen keine öffentlichen Berichte"):
        PublicFolder(KOELN, tmp_path)


def test_the_definition_of_every_figure_is_one_click_away(editions: Path) -> None:
    """No link leads nowhere; `verify` itself looks, this test only that there are links.

    The notice has none: it says that the joint report's appendix defines its figures.
    """
    pages = sorted(editions.glob("*/oeffentlich/*bericht*.html"))
    assert len(pages) == 20
    for file in pages:
        text = file.read_text(encoding="utf-8")
        defined = set(re.findall(r'<tr id="kennzahl-(\w+)"', text))
        linked = set(re.findall(r'href="#kennzahl-(\w+)"', text))
        counted = set(re.findall(r'data-figure="\d+/\w+/(\w+)/', text))
        assert counted <= linked <= defined, file


# ---- smuggled numbers


@pytest.fixture
def copies(editions: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies one report of 2020, with a manifest that is right for it alone."""

    def copy(stem: str) -> Path:
        whole = editions / "2020" / "oeffentlich"
        folder = tmp_path / "2020" / "oeffentlich"
        manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
        [report] = [report for report in manifest["reports"] if report["stem"] == stem]
        for name in report["files"]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(whole / name, folder / name)
        shown = read_figures((folder / f"daten/{stem}-zahlen.csv").read_bytes())
        manifest["figures"] = {name: manifest["figures"][name] for name in shown}
        manifest["reports"] = [report]
        return sealed(folder, manifest)

    return copy


def sealed(folder: Path, manifest: dict[str, Any]) -> Path:
    """Write a manifest whose hashes are those of the files, as a forger would."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    manifest["files"] = [
        {
            "path": path.relative_to(folder).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in files
    ]
    manifest["seal"] = seal_of(folder)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def found_in(folder: Path) -> list[str]:
    """Return the findings in a folder whose hashes are made right before."""
    sealed(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    return [str(one) for one in PublicFolder(KOELN, folder).findings()]


def changed(file: Path, pattern: str, new: str, encoding: str = "utf-8") -> None:
    """Replace the first match of a pattern in a file; it must be there."""
    text = file.read_bytes().decode(encoding)
    told, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
    assert count == 1
    file.write_bytes(told.encode(encoding))


@pytest.mark.parametrize("stem", [NOTICE, CARRIER])
def test_a_report_by_itself_is_in_order(copies: Callable[[str], Path], stem: str) -> None:
    assert found_in(copies(stem)) == []


ON_PAGES = {
    "a cell": (NOTICE, r'(<td><data value=")\d+("[^>]*>)\d+<', rf"\g<1>{FALSE}\g<2>{FALSE}<"),
    "a cell of words": (JOINT, r"(<td class=\"words\">)([^<]{20})", rf"\g<1>{FALSE} \2"),
    "a cell of its own": (NOTICE, r"(<tr class=\"total\">.*?)</tr>", rf"\1<td>{FALSE}</td></tr>"),
    "a paragraph": (NOTICE, r"(<p>[^<]*Im Jahr \d{4} )", rf"\g<1>neben {FALSE} anderen "),
    "a number in bold": (NOTICE, r"<strong>", f"<strong>{FALSE} </strong><strong>"),
    "an alternative text": (JOINT, r'(role="img" aria-label="[^"]*: )\d+', rf"\g<1>{FALSE}"),
    "a label in a drawing": (JOINT, r"(<text [^>]*>)2019(</text>)", rf"\g<1>{FALSE}\2"),
    "a caption": (NOTICE, r"(<caption>Kennzahlen) 2020", rf"\1 {FALSE}"),
    "the caption of a chart": (JOINT, r"(<figcaption>[^<]*)<", rf"\1: {FALSE}<"),
    "a footnote": (NOTICE, r"(<p class=\"note\">)", rf"\g<1>{FALSE} "),
    "a heading": (NOTICE, r"(<h2>[^<]*)<", rf"\1 ({FALSE})<"),
    "the remark of a key figure": (JOINT, r'(<dd class="remark">)', rf"\g<1>{FALSE}, "),
    "the year before": (
        JOINT,
        r'(<dd class="remark">[^<]*<data value=")\d+("[^>]*>)\d+',
        rf"\g<1>{FALSE}\g<2>{FALSE}",
    ),
    "the value for machines": (NOTICE, r'<data value="\d+"', f'<data value="{FALSE}"'),
    "the title": (NOTICE, r"(<title>[^<]*)<", rf"\1 {FALSE}<"),
    "the style sheet": (NOTICE, r"(</style>)", f'p::after {{ content: "{FALSE}"; }}\\1'),
    "a picture in the style sheet": (NOTICE, r"(</style>)", r"p { background: url(data:image/x,7777) }\1"),
    "an attribute shown": (NOTICE, r"(</style>)", r"p::after { content: attr(data-x7777) }\1"),
    "the first number of a list": (NOTICE, r"(</main>)", rf'<ol start="{FALSE}"><li>Eins</li></ol>\1'),
    "a picture": (NOTICE, r"(</main>)", rf'<img src="data:," alt="{FALSE}">\1'),
    "a link to nowhere": (JOINT, r'href="#kennzahl-[^"]*"', f'href="#kennzahl-{FALSE}"'),
    "an identity that is none": (NOTICE, r'data-figure="2020/gesamt/[^"]*">\d+', f'data-figure="">{FALSE}'),
    "a bar": (CARRIER, r'(<text [^>]*data-figure="[^"]*">)\d+', rf"\g<1>{FALSE}"),
    "a share": (CARRIER, r'(<data value=")\d+(" [^>]*data-derived="share">)\d+', r"\g<1>99\g<2>99"),
    "a change": (
        CARRIER,
        r'(<data value=")[-\d]+(" [^>]*derived="change"[^>]*>)[^<]+',
        rf"\g<1>{FALSE}\g<2>+7.777",
    ),
    "what it changed from": (CARRIER, r'(data-before=")\d+', rf"\g<1>{FALSE}"),
    "a definition": (CARRIER, r"Bis zum 31\. Dezember", "Bis zum 30. Dezember"),
}


@pytest.mark.parametrize("what", ON_PAGES)
def test_a_number_smuggled_into_a_page_is_found(copies: Callable[[str], Path], what: str) -> None:
    stem, pattern, new = ON_PAGES[what]
    folder = copies(stem)
    changed(folder / f"{stem}.html", pattern, new)
    page = WebPage(folder / f"{stem}.html", "seite")
    findings = [str(finding) for finding in page_findings(page, PublicFolder(KOELN, folder).known)]
    number = re.findall(r"7\.?777|99|30", new)[-1]
    assert any(number in finding for finding in findings), findings


def test_a_bar_that_is_told_a_second_time_with_another_s_number_is_found(
    copies: Callable[[str], Path],
) -> None:
    folder = copies(JOINT)
    changed(folder / f"{JOINT}.html", r'(role="img" aria-label="[^"]*2019: 371[^"]*)"', r'\1 2019: 840"')
    assert any("„2019: 840“ ist nicht gezeichnet." in finding for finding in found_in(folder))


def same_series(one: str, other: str) -> bool:
    return one.rpartition("/")[0] == other.rpartition("/")[0]


def test_two_bars_that_change_their_names_are_found(copies: Callable[[str], Path]) -> None:
    folder = copies(CARRIER)
    file = folder / f"{CARRIER}.html"
    text = file.read_text(encoding="utf-8")
    bars = re.findall(r'<text [^>]*data-figure="([^"]*)">(\d+)<', text)
    (one, number), (other, _) = next(
        (a, b) for a, b in pairwise(bars) if a[1] != b[1] and same_series(a[0], b[0])
    )
    swapped = {one: other, other: one}
    new = re.sub(
        r'(?<= data-figure=")[^"]*(?=">\d+</text>)', lambda name: swapped.get(name[0], name[0]), text
    )
    file.write_text(new, encoding="utf-8")
    assert any(f"{number} steht da, {other} ist aber" in finding for finding in found_in(folder))


@pytest.mark.parametrize(
    ("place", "what"),
    [(f"{NOTICE}.pdf", "nicht die, die das Manifest nennt"), ("gremien/rat/1.pdf", "kennt")],
)
def test_a_pdf_is_the_one_that_the_manifest_lists(
    copies: Callable[[str], Path], place: str, what: str
) -> None:
    folder = copies(NOTICE)
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes((folder / f"{NOTICE}.pdf").read_bytes() + b"\n")
    findings = list(PublicFolder(KOELN, folder).findings())
    assert any(finding.file == place and what in finding.reason for finding in findings)


@pytest.mark.parametrize("again", [True, False])
def test_a_pdf_that_does_not_come_out_of_the_deliveries_is_found(
    editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """Even where a forger made the manifest right: made again, its bytes are others."""
    folder = Path(shutil.copytree(editions / "2020/oeffentlich", tmp_path / "2020" / "oeffentlich"))
    if again:
        changed(folder / f"{NOTICE}.pdf", "$", "\n", "latin-1")
        sealed(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    monkeypatch.setattr(recompute, "make_reports", lambda *_, **__: [editions / "2020/oeffentlich"])
    findings = recompute.recomputed_findings(KOELN, "2020", folder, print)
    wrong = [f"{NOTICE}.pdf", "manifest.json"] if again else []
    assert sorted(finding.file for finding in findings) == sorted(wrong)


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("B8", int(FALSE), f"In der Datei steht {FALSE}"),
        ("B8", f"={FALSE}", "In der Datei steht nichts"),
        ("A2", f"{FALSE} Fälle", f"In der Datei steht Kennzahlen 2020 nach Träger {FALSE} Fälle"),
        ("Z99", FALSE, f"In der Datei steht {FALSE}, auf der Seite nichts"),
    ],
)
def test_a_number_smuggled_into_the_workbook_is_found(
    copies: Callable[[str], Path], editions: Path, cell: str, value: object, reason: str
) -> None:
    public = PublicFolder(KOELN, copies(NOTICE))
    notebook = nbformat.read(editions / f"2020/notebooks/{NOTICE}.ipynb", as_version=4)
    tables = tuple(map(shown_table, read_page(notebook).documents_of("table")))
    [report], page = public.reports, WebPage(public.path / f"{NOTICE}.html", "seite")
    file = public.path / "tabellen-2020.xlsx"
    file.write_bytes(table_book(public.year, [replace(report, tables=tables)]))
    assert list(book_findings(file, public.year, {report: page})) == []
    book = load_workbook(file)
    book["Tabelle 1"][cell] = value
    book.save(file)
    findings = [str(one) for one in book_findings(file, public.year, {report: page})]
    assert any(finding.startswith("tabellen-2020.xlsx (Blatt „Tabelle 1“)") for finding in findings)
    assert any(reason in finding for finding in findings), findings


def test_a_workbook_that_is_none_and_one_with_another_sheet_are_found(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK")
    assert "lässt sich nicht lesen" in str(*book_findings(tmp_path / "x.xlsx", KOELN.year("2020"), {}))
    Workbook().save(tmp_path / "x.xlsx")
    [finding] = book_findings(tmp_path / "x.xlsx", KOELN.year("2020"), {})
    assert finding.reason == "Die Blätter sind nicht die Tabellen der Seiten."


@pytest.mark.parametrize("name", ["index.html", "daten/datapackage.json"])
def test_what_is_spoilt_in_the_files_about_all_reports_is_found(
    editions: Path, tmp_path: Path, name: str
) -> None:
    folder = Path(shutil.copytree(editions / "2020/oeffentlich", tmp_path / "2020" / "oeffentlich"))
    changed(folder / name, r'(<code>|"bezeichnung": ")', rf"\g<1>{FALSE}")
    assert any(finding.startswith(name) for finding in found_in(folder))


def test_a_number_smuggled_into_the_file_of_figures_is_found(copies: Callable[[str], Path]) -> None:
    folder = copies(NOTICE)
    changed(folder / "daten/mitteilung-zahlen.csv", r";\d+\r\n", f";{FALSE}\r\n")
    findings = found_in(folder)
    assert any(f"In der Datei steht {FALSE}, im Manifest" in finding for finding in findings)
    assert any(finding.startswith(f"{NOTICE}.html") for finding in findings)


@pytest.mark.parametrize("measure", ["workshops", "nirgends"])
def test_a_figure_that_no_page_shows_is_found(copies: Callable[[str], Path], measure: str) -> None:
    folder = copies(NOTICE)
    with (folder / "daten/mitteilung-zahlen.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(f"2020;DRK;{measure};gesamt;0;gesamt;{FALSE}\r\n")
    assert any(f"Die Zahl {FALSE} zeigt keine Seite." in finding for finding in found_in(folder))


def test_a_figure_that_only_the_manifest_knows_is_found(copies: Callable[[str], Path]) -> None:
    folder = copies(NOTICE)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    entry = {"measure": "workshops", "text": FALSE, "value": int(FALSE)}
    manifest["figures"]["2020/DRK/workshops/gesamt/gesamt"] = entry
    sealed(folder, manifest)
    assert any(f"steht nichts, im Manifest {FALSE}." in finding for finding in found_in(folder))


SPOILT_BUNDLES = {
    "1-mitteilung-2019.pdf": "Die Prüfsummen",
    "2-gesamtbericht-2019.pdf": "Das PDF ist nicht das des Berichts.",
    "index.html": f"Die Zahl {FALSE} hat keine Herkunft",
    "SHA256SUMS": "Die Prüfsummen",
    "soziales-2019.zip": "Im Archiv",
    "mehr.csv": "Die Datei gehört zu keinem Bericht.",
}


@pytest.mark.parametrize("name", SPOILT_BUNDLES)
def test_what_is_spoilt_in_a_committee_s_folder_is_found(editions: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(editions / "2019/oeffentlich", tmp_path / "2019" / "oeffentlich"))
    file = folder / "gremien/soziales" / name
    content = file.read_bytes() if file.exists() else b""
    is_page = name == "index.html"
    file.write_bytes(content.replace(b"</h1>", b" 7777</h1>") if is_page else content[:-9] + b"7777")
    known = PublicFolder(KOELN, folder).known
    findings = [str(one) for one in committee_findings(folder, NOTICE, known)]
    assert any(SPOILT_BUNDLES[name] in finding for finding in findings), findings


def test_files_that_nobody_listed_changed_or_took_away_are_found(copies: Callable[[str], Path]) -> None:
    folder = copies(NOTICE)
    (folder / "mitteilung.pdf").unlink()
    (folder / "mehr.html").write_text("<p>nichts</p>", encoding="utf-8")
    public = PublicFolder(KOELN, folder)
    files = {finding.file for finding in public.findings()}
    assert files == {"mitteilung.pdf", "mehr.html", "manifest.json"}


def test_other_records_are_told_by_their_figures(
    editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made again from other records, with other versions, only the figures are compared."""

    def remade(*_: Any, out: Path, **__: Any) -> Iterable[Path]:
        again = Path(shutil.copytree(editions / "2020/oeffentlich", out / "2020"))
        changed(again / "daten/mitteilung-zahlen.csv", r";\d+\r\n", f";{FALSE}\r\n")
        changed(again / "manifest.json", r'("typst": ")', r"\g<1>9.")
        return [again]

    monkeypatch.setattr(recompute, "make_reports", remade)
    told: list[str] = []
    findings = list(recompute.recomputed_findings(KOELN, "2020", editions / "2020/oeffentlich", told.append))
    assert "Mit anderen Versionen gemacht (typst" in told[0]
    assert [finding.file for finding in findings] == ["daten/mitteilung-zahlen.csv"]
    assert f"die Lieferungen ergeben {FALSE}" in str(findings[0])
