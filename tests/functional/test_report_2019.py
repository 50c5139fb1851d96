"""The main job on the project's own notebooks: the set of 2019, as committees get it."""

import re
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from auszug_lib.pipeline.csv_files import machine_readable

from ..portal import validated

STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-caritas", "traegerbericht-drk", "traegerbericht-kfr")
MARKS = ("Beispieldaten",)
FACTS = (
    "132 Haushalte mit 371 Personen",
    "8 Haushalte mit 41 Personen",
    "67 Wohnungen vermietet, davon 33 über den Förderweg Richtlinie Flü",
    "von September an bis zum Jahresende 39 Mal angeboten",
    "151 Beratungen",
    "drei Träger",
    "seit Oktober 2011",
    "Ratsbeschluss vom 14.11.2017",
    "Unbefristet sind 3, je Träger eine Vollzeitstelle. Befristet sind 4, auf 2 Jahre bis zum 31.12.2021.",
    "5. gemeinsame Bericht",
    "01.01.–31.12.2019",
    "gez. BG Dr. Rau",
)
SITTINGS = (
    "Integrationsrat 21.04.2020",
    "Ausschuss Soziales und Senioren 23.04.2020",
    "Runder Tisch für Flüchtlingsfragen 08.05.2020",
)


@pytest.fixture
def folder(public: Path) -> Path:
    """The public folder of 2019."""
    return public


def pages(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_the_notice_states_every_fact_in_pdf_and_html(folder: Path) -> None:
    markup = (folder / "mitteilung.html").read_text(encoding="utf-8")
    without_style = re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)
    without_emphasis = re.sub(r"</?(?:strong|a|data|span)\b[^>]*>", "", without_style)
    html = " ".join(unescape(re.sub(r"<[^>]+>", " ", without_emphasis)).split())
    pdf = " ".join(pages(folder / "mitteilung.pdf"))
    for fact in (*FACTS, *SITTINGS):
        assert fact in html
        assert fact in pdf


@pytest.mark.parametrize("stem", STEMS)
def test_every_page_says_what_it_is(folder: Path, stem: str) -> None:
    texts = pages(folder / f"{stem}.pdf")
    for number, text in enumerate(texts, start=1):
        assert all(mark in text for mark in MARKS)
        assert f"Seite {number} von {len(texts)}" in text


@pytest.mark.parametrize("stem", STEMS)
def test_every_page_of_the_web_loads_nothing(folder: Path, stem: str) -> None:
    page = (folder / f"{stem}.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert not re.search(r"""<script|<link|@import|src=["']?http|url\(["']?http|href=["']?http""", page)
    assert "open_report(" not in page


def test_an_open_data_portal_takes_the_figures(folder: Path) -> None:
    result = validated(folder / "daten/datapackage.json")
    assert result.valid, result.flatten(["message"])
    assert len(result.tasks) == len(STEMS) + 3  # carriers, measures, categories


NOT_ADDING = ("Personen je Haushalt", "Median", "Wartezeit", "%")


def test_the_carriers_add_up_to_the_joint_report(internal: Path) -> None:
    """Every cell of every table that all reports have, but for means, medians and shares."""
    assert len(adding_up(internal)) > 200


def test_what_is_printed_in_public_adds_up_too(folder: Path) -> None:
    assert len(adding_up(folder)) > 80


def adding_up(folder: Path) -> set[tuple[str, str, str]]:
    """Return the cells of the joint report that the carriers' cells were found to add up to."""
    joint = tables(folder, "gesamtbericht")
    carriers = [tables(folder, stem) for stem in STEMS[2:]]
    checked = set()
    for name in set(joint).intersection(*carriers):
        for row, cells in joint[name].items():
            for column in cells.keys() & next(iter(carriers[0][name].values())).keys():
                if re.fullmatch(r"[\d,]+", cells[column]) and not any(
                    word in row + column for word in NOT_ADDING
                ):
                    parts = [table[name].get(row, {}).get(column, ".") for table in carriers]
                    if "." in parts:
                        continue
                    assert sum(map(number, parts)) == number(cells[column]), (name, row, column)
                    checked.add((name, row, column))
    assert {row for _, row, column in checked if column == "2019"} > {
        "Beratungen",
        "Wohnungen (GAG)",
        "Workshops",
    }
    return checked


def tables(folder: Path, stem: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return a report's tables: name, row, column, cell."""
    page, found = BeautifulSoup((folder / f"{stem}.html").read_text(encoding="utf-8"), "html.parser"), {}
    for table in page.select(".auszug-table[id]"):
        head, *rows = ([cell.get_text() for cell in row(("th", "td"))] for row in table("tr"))
        found[table["id"]] = {
            row[0]: dict(zip(head[1:], map(machine_readable, row[1:]), strict=True)) for row in rows
        }
    return found


def number(text: str) -> float:
    return float(text.replace(",", "."))


@pytest.mark.parametrize("stem", STEMS[1:])
def test_every_number_in_a_drawing_stands_in_a_table_too(folder: Path, stem: str) -> None:
    page = BeautifulSoup((folder / f"{stem}.html").read_text(encoding="utf-8"), "html.parser")
    drawn = {group["data-figure"] for group in page.select("svg [data-figure]")}
    listed = {cell["data-figure"] for cell in page.select("td [data-figure]")}
    assert drawn
    assert drawn <= listed


@pytest.mark.parametrize("stem", STEMS[1:])
def test_every_way_to_a_definition_arrives(folder: Path, stem: str) -> None:
    page = BeautifulSoup((folder / f"{stem}.html").read_text(encoding="utf-8"), "html.parser")
    targets = {link["href"].removeprefix("#") for link in page.select("a.measure")}
    assert targets
    assert targets <= {element["id"] for element in page.select("[id]")}
