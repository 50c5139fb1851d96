"""A year from nothing: from `auszug new` to the release, with no YAML typed but dates and paragraphs."""

import datetime as dt
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from auszug_lib.delivery.schema import TABLES

from ..shell import auszug
from .test_check import YEAR, build, delivery, send

PROJECT = Path(__file__).parents[2]
WHY = "Drei Generationen, alle 11 stehen im Mietvertrag."
FORMS = {code: f"{code.lower()}-2024.xlsx" for code in ("Caritas", "DRK", "KFR")}
REPORTS = ("mitteilung", "gesamtbericht", *(f"traegerbericht-{code.lower()}" for code in FORMS))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has a city and the notebooks, and no year."""
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "params").mkdir()
    for name in ("koeln.yaml", "published.yaml"):
        shutil.copy(PROJECT / "params" / name, tmp_path / "params")
    return tmp_path


def run(project: Path, *words: str, code: int = 0) -> list[str]:
    result = auszug(project, *words)
    assert (result.returncode, result.stderr) == (code, "")
    return result.stdout.splitlines()


def records(carrier: str, large: bool) -> Mapping[str, Sequence[Sequence[Any]]]:
    """Return what a case worker types: six households that moved, one that waits, advice and a position."""
    rows: dict[str, list[Sequence[Any]]] = {name: [] for name in TABLES}
    for number in range(1, 8):
        case, day = f"{carrier}-F{number}", dt.datetime(2024, number + 2, number + ord(carrier[0]) % 20)
        persons = 11 if large and number == 1 else 2
        home = (persons, 2, persons - 2, "paar_mit_kind" if persons > 2 else "paar_ohne_kind")
        moved = number < 7
        status = ("vermittelt", day, None) if moved else ("wartend", None, None)
        origin = ("SY", "duldung", "wohnheim")
        rows["faelle"].append((case, dt.datetime(2023, 5, number), *home, *origin, *status))
        if moved:
            flat, area = f"{carrier}-W{number}", 30 * persons + 10 * number + ord(carrier[0]) % 20
            rows["wohnungen"].append((flat, "GAG", "frei", "8 Kalk", persons, area, 500))
            rows["vermittlungen"].append((f"{carrier}-V{number}", case, flat, "regulaer", None, day, persons))
        rows["beratungen"].append((f"{carrier}-B{number}", day, "telefon", "gefluechtete", None, case))
    rows["stellen"].append((f"{carrier}-S1", 1, "nein", None, dt.datetime(2018, 1, 1)))
    return rows


def fill_in(form: Path, place: Path, rows: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    book = openpyxl.load_workbook(form)
    for name, own in rows.items():
        for number, row in enumerate(own, start=2):
            for position, value in enumerate(row, start=1):
                book[name].cell(number, position).value = value
    book.save(place)


def begin(project: Path) -> None:
    """Begin the year, and fill in its dates and paragraphs."""
    assert run(project, "new", "2024") == [
        "Geschrieben: params/2024.yaml",
        *(
            f"Geschrieben: outputs/2024/formulare/{name}, ohne Fälle aus dem Vorjahr"
            for name in FORMS.values()
        ),
        "Als Nächstes:",
        "  params/2024.yaml ausfüllen (Zeile 9 und 15)",
        "  die Formulare an die Träger schicken",
        "  Lieferungen in lieferungen/2024 legen, dann auszug check 2024",
    ]
    year = project / "params/2024.yaml"
    text = re.sub(r"# AUSFÜLLEN.*\n", "", year.read_text(encoding="utf-8"))
    text = text.replace("integrationsrat: null", "integrationsrat: 2025-04-22")
    year.write_text(re.sub(r"# (paragraphs|  ausblick)", r"\1", text), encoding="utf-8")
    assert yaml.safe_load(year.read_bytes())["paragraphs"]["ausblick"].startswith("Für {next_year}")


def explain(project: Path) -> None:
    """Let a carrier explain what is unusual, and accept it."""
    answers = project / "antworten"
    answers.mkdir()
    book = openpyxl.load_workbook(project / "outputs/2024/intern/rueckgabe/drk-2024.xlsx")
    book["Befunde"]["G3"].value = WHY
    book.save(answers / "drk-2024.xlsx")
    told = run(project, "check", "2024", "--answers", "antworten", "--name", "B. Rau")
    assert told[:2] == [
        "2024: eine Erklärung, angenommen von B. Rau; der Anhang des Berichts nennt die Gründe",
        f"  DRK, faelle C2: Der Haushalt hat mehr als 10 Personen. – {WHY}",
    ]
    assert told[3].endswith("kein Fehler, keine Auffälligkeit, kein Hinweis, 1 angenommen")


def test_a_year_is_begun_checked_explained_reported_verified_and_released(project: Path) -> None:
    begin(project)
    for code, name in FORMS.items():
        form = project / "outputs/2024/formulare" / name
        fill_in(form, project / "lieferungen/2024" / name, records(code, large=code == "DRK"))
    assert run(project, "status", "2024") == [
        "2024",
        "  Jahresdatei  params/2024.yaml",
        "  Formulare    3 in outputs/2024/formulare",
        "  Lieferungen  3 von 3",
        "  Prüfung      kein Fehler, eine Auffälligkeit, kein Hinweis",
        "  Prüfbericht  fehlt",
        f"  Berichte     fehlen: {', '.join(REPORTS)}",
        "  Freigabe     noch nicht",
        "Als Nächstes: auszug check 2024",
    ]
    told = run(project, "check", "2024", code=1)
    assert told[0] == "2024: 3 Lieferungen, kein Fehler, eine Auffälligkeit, kein Hinweis"
    assert told[-1] == "Fertig: outputs/2024/intern"
    assert run(project, "status", "2024")[-1] == "Als Nächstes: auszug report 2024"

    explain(project)
    told = run(project, "report", "2024")
    assert told == [
        *(f"2024: {stem} ({number} von 5)" for number, stem in enumerate(REPORTS, start=1)),
        "Fertig: outputs/2024/oeffentlich",
    ]
    page = (project / "outputs/2024/oeffentlich/gesamtbericht.html").read_text(encoding="utf-8")
    assert f"{WHY} (B. Rau)" in page
    assert "Für 2025 ist das Ziel" in page
    run(project, "check", "2024")  # whose report stands by itself: the others stay current
    assert run(project, "status", "2024")[-1] == (
        "Als Nächstes: auszug verify outputs/2024, dann auszug release 2024"
    )
    [*_, told_last] = run(project, "verify", "outputs/2024")
    assert told_last.endswith("veröffentlichte Zahlen, jede Zahl hat ihre Herkunft.")
    *_, bundle, released = run(project, "release", "2024")
    assert bundle == "Für das Gremium: outputs/2024/oeffentlich/gremien/soziales"
    assert released == "Freigegeben: params/releases/2024.json"
    assert run(project, "status", "2024")[-2:] == [
        "  Freigabe     params/releases/2024.json",
        "Als Nächstes: nichts mehr zu tun",
    ]
    late = auszug(project, "check", "2024", "--answers", "antworten", "--name", "B. Rau")
    assert (late.returncode, late.stdout) == (2, "")
    assert late.stderr.startswith("2024 ist freigegeben, und der Anhang nennt, was angenommen ist")
    assert run(project, "status")[1].split() == ["2024", "3", "ja", "oeffentlich", "0", "ja"]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A project of another city, with a year and its deliveries."""
    project = build(tmp_path)
    send(project, {carrier: delivery(carrier) for carrier in ("AWO", "Diakonie")})
    return project


def test_it_goes_on_from_last_year(begun: Path) -> None:
    year = begun / "params/2021.yaml"
    own = "report_number: 4\nsignature: gez. Rau\naccepted: []\n"
    paragraph = "paragraphs:\n  pilot:\n    since: 2020\n    text: 'Das: *Pilotprojekt*'\n"
    year.write_text(f"{YEAR}{own}{paragraph}", encoding="utf-8")
    written = run(begun, "new", "2022")
    assert written[1] == (
        "Geschrieben: outputs/2022/formulare/awo-2022.xlsx, mit den wartenden Fällen aus AWO.xlsx"
    )
    form = openpyxl.load_workbook(begun / "outputs/2022/formulare/awo-2022.xlsx")
    assert [form["faelle"].cell(row, 1).value for row in (2, 3)] == ["AWO-F-0002", None]
    text = (begun / "params/2022.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {
        **{"city": "neustadt", "year": 2022, "data": "lieferungen", "report_number": 5},
        **{"signature": "gez. Rau", "committees": {"sozial": None}},
    }
    again = yaml.safe_load(re.sub(r"^# (?=paragraphs| )", "", text, flags=re.MULTILINE))
    assert again["paragraphs"] == yaml.safe_load(year.read_text(encoding="utf-8"))["paragraphs"]


def test_what_cannot_be_carried_over_is_said(begun: Path) -> None:
    (begun / "lieferungen/AWO.xlsx").write_bytes(b"PK\x03\x04 halb kopiert")
    told = run(begun, "new", "2022")
    assert told[0].startswith("Aus dem Vorjahr wird nichts übernommen: AWO.xlsx ")
    assert told[2].endswith("awo-2022.xlsx, ohne Fälle aus dem Vorjahr")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("2021", "Die Jahresdatei 2021.yaml gibt es schon"),
        ("naechstes", "„naechstes“ endet nicht auf ein Jahr"),
        ("2199", "2199.yaml, Schlüssel year: darf höchstens 2100 sein"),
        ("bonn-2022", "Zu welcher Stadt das Jahr gehört, ist nicht zu erkennen"),
        ("../2022", "ist kein Name einer Parameterdatei"),
        ("2022", "„awo-2022.xlsx“ gibt es schon, vielleicht ausgefüllt"),
    ],
)
def test_where_a_year_cannot_begin_nothing_is_written(begun: Path, name: str, sentence: str) -> None:
    form = begun / "outputs/2022/formulare/awo-2022.xlsx"
    form.parent.mkdir(parents=True)
    form.write_bytes(b"ausgefuellt")
    before = sorted(begun.rglob("*"))
    result = auszug(begun, "new", name)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert sentence in result.stderr
    assert sorted(begun.rglob("*")) == before
    assert form.read_bytes() == b"ausgefuellt"


def test_status_says_what_is_wrong_with_the_deliveries_and_what_comes_next(begun: Path) -> None:
    lines = run(begun, "status", "2021")
    assert lines[2:5] == [
        "  Lieferungen  2 von 2",
        "  Prüfung      kein Fehler, keine Auffälligkeit, ein Hinweis",
        "  Prüfbericht  fehlt",
    ]
    (begun / "lieferungen/Diakonie.xlsx").unlink()
    lines = run(begun, "status", "2021")
    assert lines[2] == "  Lieferungen  1 von 2; es fehlt: Diakonie"
    assert lines[-1] == "Als Nächstes: Lieferungen in lieferungen legen, dann auszug check 2021"
    (begun / "lieferungen/AWO.xlsx").write_bytes(b"PK\x03\x04 halb kopiert")
    lines = run(begun, "status", "2021")
    assert lines[2].startswith("  Lieferungen  AWO.xlsx ist beschädigt")
    assert len(lines) == 4
