"""`auszug check` on the small deliveries of another city, as workbooks."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from pypdf import PdfReader

from auszug_lib.delivery.schema import TABLES

from ..shell import auszug

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

CITY = """
name: Neustadt
authority: Stadt Neustadt
department: Fachbereich Wohnen
programme: Wege in Wohnung
programme_start: 2014-03-01
carriers:
  - {code: AWO, name: Arbeiterwohlfahrt, short_name: AWO}
  - {code: Diakonie, name: Diakonisches Werk, short_name: Diakonie}
committees: {sozial: Sozialausschuss}
codes:
  stadtbezirk: {n: Nord, s: Süd}
  vermieterart: {privat: Privat, wbn: Wohnbau Neustadt}
  foerderweg: {frei: Frei, lp: Landesprogramm}
partner_landlord: wbn
reported_funding: lp
published: veroeffentlicht.yaml
"""

REGISTER = """
figures:
  - {measure: households_placed, value: 2, period_start: 2021-01-01, period_end: 2021-12-31,
     source: Amtsblatt, published: 2022-05-01}
  - {measure: persons_placed, value: 1432, period_start: 2021-01-01, period_end: 2021-12-31,
     source: Stadtanzeiger, published: null}
"""

YEAR = "city: neustadt\nyear: 2021\ndata: lieferungen\ncommittees: {sozial: 2022-03-01}\n"

ACCEPTED = """
accepted:
  - {rule: grosser_haushalt, record: AWO-F-0002, reason: drei Generationen, by: B. Rau}
"""

OPEN = "2021: 1 Auffälligkeit ist weder angenommen noch erklärt; „auszug check 2021“ nennt sie."

SECRET = "erika.musterfrau@example.org"


def delivery(carrier):
    """Return the sheets of a small delivery without a fault."""
    rows = {
        "lieferung": [[carrier, 2021, "31.01.2022", 2, "nein"]],
        "faelle": [
            [
                *(f"{carrier}-F-0001", "01.03.2020", 3, 2, 1, "paar_mit_kind", "SY", "duldung", "wohnheim"),
                *("vermittelt", "01.05.2021", None),
            ],
            [
                *(f"{carrier}-F-0002", "02.06.2021", 2, 1, 1, "alleinerziehend", "unbekannt", None),
                *("wohnheim", "wartend", None, None),
            ],
        ],
        "wohnungen": [[f"{carrier}-W-0001", "wbn", "lp", "n", 3, 70 + len(carrier), 500]],
        "vermittlungen": [
            [
                f"{carrier}-V-0001",
                f"{carrier}-F-0001",
                f"{carrier}-W-0001",
                "regulaer",
                None,
                "01.05.2021",
                3,
            ]
        ],
        "beratungen": [
            [f"{carrier}-B-0001", "03.05.2021", "mail", "gefluechtete", None, f"{carrier}-F-0001"]
        ],
    }
    # The other carrier's household moved in on another day, else it might be the same one.
    if carrier == "Diakonie":
        rows["vermittlungen"][0][5] = rows["faelle"][0][10] = "07.09.2021"
    return {
        name: [[column.name for column in table.columns], *rows.get(name, [])]
        for name, table in TABLES.items()
    }


@pytest.fixture
def sent():
    return {carrier: delivery(carrier) for carrier in ("AWO", "Diakonie")}


@pytest.fixture
def project(tmp_path):
    return build(tmp_path)


@pytest.fixture(scope="module")
def internal(tmp_path_factory):
    """A project with a soft finding and its internal reports."""
    project = build(tmp_path_factory.mktemp("intern"))
    with_large_household = {carrier: delivery(carrier) for carrier in ("AWO", "Diakonie")}
    with_large_household["AWO"]["faelle"][2][2:5] = [12, 1, 11]
    send(project, with_large_household)
    (project / "params" / "2021.yaml").write_text(YEAR + "visibility: intern\n", encoding="utf-8")
    result = auszug(project, "report", "2021")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == OPEN
    return project


def build(folder):
    shutil.copytree(NOTEBOOKS, folder / "notebooks")
    (folder / "params").mkdir()
    (folder / "lieferungen").mkdir()
    for name, text in {"neustadt": CITY, "veroeffentlicht": REGISTER, "2021": YEAR}.items():
        (folder / "params" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def send(project, sent, folder="lieferungen"):
    for carrier, sheets in sent.items():
        with xlsxwriter.Workbook(project / folder / f"{carrier}.xlsx") as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)


def check(project, *words):
    result = auszug(project, "check", "2021", *words)
    assert result.stderr == ""
    return result.returncode, result.stdout


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def findings(project):
    text = (project / "outputs/2021/intern/befunde.csv").read_text(encoding="utf-8-sig")
    return [dict(row) for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def pdf_text(file):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_clean_deliveries_end_with_0_and_a_report(project, sent):
    send(project, sent)
    code, told = check(project)
    assert code == 0
    assert told.splitlines()[0] == "2021: 2 Lieferungen, kein Fehler, keine Auffälligkeit, ein Hinweis"
    folder = project / "outputs" / "2021" / "intern"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"pruefbericht.html", "pruefbericht.pdf", "befunde.csv", "manifest.json"} <= names
    assert not [name for name in names if name.startswith(("rueckgabe", "gremien"))]
    assert (project / "outputs/2021/notebooks/pruefbericht.ipynb").is_file()
    [difference] = findings(project)
    assert difference["meldung"].startswith(
        "Veröffentlicht ist 1.432 (Stadtanzeiger), die Lieferungen ergeben 6:"
    )
    text = pdf_text(folder / "pruefbericht.pdf")
    for words in ("nicht öffentlich", "lassen sich machen", "Amtsblatt", "Hauptstaatsangehörigkeit", "50,0"):
        assert words in text


def test_soft_findings_end_with_1_and_a_copy_for_the_carrier_until_they_are_accepted(project, sent):
    sent["AWO"]["faelle"][2][2:5] = [12, 1, 11]
    send(project, sent)
    code, told = check(project)
    assert code == 1
    assert "grosser_haushalt 1 – – Der Haushalt hat mehr als 10 Personen." in " ".join(told.split())
    outputs = project / "outputs" / "2021"
    returned = outputs / "intern" / "rueckgabe"
    assert [path.name for path in returned.iterdir()] == ["awo-2021.xlsx"]
    cell = openpyxl.load_workbook(returned / "awo-2021.xlsx")["faelle"]["C3"]
    assert (cell.value, cell.comment.text.splitlines()[0]) == (
        *(12, "Auffälligkeit: Der Haushalt hat mehr als 10 Personen."),
    )

    (project / "params" / "2021.yaml").write_text(YEAR + ACCEPTED, encoding="utf-8")
    code, told = check(project)
    assert (code, told.splitlines()[0].split(", ")[-1]) == (0, "1 angenommen")
    assert not returned.exists()
    assert "drei Generationen (B. Rau)" in (outputs / "intern/pruefbericht.html").read_text(encoding="utf-8")

    assert auszug(project, "report", "2021").returncode == 0
    public = outputs / "oeffentlich"
    for stem, there in (
        ("gesamtbericht", True),
        ("traegerbericht-awo", False),  # one household, and everybody would know whose
        ("traegerbericht-diakonie", False),
    ):
        assert (
            "drei Generationen (B. Rau)" in (public / f"{stem}.html").read_text(encoding="utf-8")
        ) == there
    for folder in (public, outputs / "intern"):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["accepted"] == [
            {"rule": "grosser_haushalt", "reason": "drei Generationen", "by": "B. Rau"}
        ]
    leaks = [path for path, content in files(outputs).items() if b"AWO-F-0002" in content]
    assert leaks == [outputs / "intern" / "befunde.csv"]


def test_an_internal_report_brings_the_check_and_its_files_in_spite_of_soft_findings(internal):
    listed = auszug(internal, "status").stdout.splitlines()[-1].split()
    assert listed == ["2021", "2", "ja", "intern", "1", "–"]
    folder = internal / "outputs" / "2021" / "intern"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    made = {report["stem"]: report["files"] for report in manifest["reports"]}
    assert {"befunde.csv", "rueckgabe/awo-2021.xlsx"} <= set(made["pruefbericht"])
    assert {file["path"] for file in manifest["files"]} >= set(made["pruefbericht"])
    assert not (folder / "gremien").exists()


def test_a_report_says_how_many_soft_findings_are_open_also_where_nothing_changed(internal):
    told = auszug(internal, "report", "2021").stdout.splitlines()
    assert told[0].startswith("2021: Nichts hat sich geändert")
    assert told[-1] == OPEN


def test_hard_findings_end_with_2_and_no_report_is_made(internal, tmp_path, sent):
    project = Path(shutil.copytree(internal, tmp_path / "projekt"))
    sent["Diakonie"]["faelle"][1][2] = 7
    sent["Diakonie"]["beratungen"][1][2] = '=HYPERLINK("http://boese.example","x")'
    with_formula = sent["Diakonie"]["beratungen"][1]
    send(project, sent)
    before = files(project / "outputs")
    for year in (YEAR + "visibility: intern\n", YEAR):
        (project / "params" / "2021.yaml").write_text(year, encoding="utf-8")
        result = auszug(project, "report", "2021")
        assert result.returncode == 2
        assert "[personen_summe]" in result.stderr
    assert files(project / "outputs") == before

    code, told = check(project)
    assert code == 2
    assert "personen_summe" in told
    assert {(row["blatt"], row["zelle"]) for row in findings(project) if row["schwere"] == "Fehler"} >= {
        ("faelle", "C2")
    }
    assert with_formula[2] not in (project / "outputs/2021/intern/befunde.csv").read_text(
        encoding="utf-8-sig"
    )
    # What was made before and is not made anew stays.
    assert (project / "outputs/2021/intern/gesamtbericht.pdf").is_file()


def test_a_file_that_cannot_be_opened_ends_with_2_and_changes_nothing(project, sent):
    send(project, sent)
    (project / "lieferungen" / "AWO.xlsx").write_bytes(b"PK\x03\x04 halb kopiert")
    result = auszug(project, "check", "2021")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("AWO.xlsx")
    assert len(result.stderr.splitlines()) == 1
    assert not (project / "outputs").exists()


def hide(file):
    """Hide personal data in a workbook wherever there is room for a text; return it under another name."""
    book = openpyxl.load_workbook(file)
    cases = book["faelle"]
    for heading, text in (("Nachname", "Musterfrau"), ("\U0001f4a3", None)):
        column = cases.max_column + 1
        cases.cell(1, column).value, cases.cell(2, column).value = heading, text
    book["beratungen"]["C2"] = f"bitte an {SECRET}"
    cases["A2"].comment = Comment(f"von {SECRET}", SECRET)
    cases["A3"].hyperlink = f"mailto:{SECRET}"
    cases["A3"].number_format = f'0 "{SECRET}"'
    for formula, prompt in ((f'"ja,{SECRET}"', None), ('"ja,nein"', SECRET)):
        check = DataValidation(type="list", formula1=formula, prompt=prompt, promptTitle=prompt)
        check.add("A9")
        cases.add_data_validation(check)
    cases.conditional_formatting.add("A9", FormulaRule(formula=[f'$A$9="{SECRET}"'], font=Font(bold=True)))
    cases.oddHeader.center.text = cases.oddFooter.center.text = SECRET
    book.defined_names["wer"] = DefinedName("wer", attr_text=f'"{SECRET}"', comment=SECRET)
    book.create_sheet("\U0001f4a3").append(["Titel"])
    book.create_sheet(SECRET).sheet_state = "hidden"
    book.properties.creator = book.properties.title = SECRET
    book.save(file)
    return file.rename(file.with_name(f"{SECRET}\u202e\n\U0001f4a3.xlsx"))


def test_personal_data_and_records_do_not_get_out(project, sent):
    sent |= {"fremd": delivery(SECRET), "bombe": delivery("\U0001f4a3")}
    send(project, sent)
    hidden = hide(project / "lieferungen" / "AWO.xlsx")
    assert texts_of(hidden).count(SECRET) >= 12
    code, told = check(project)
    assert code == 2
    assert all(line.isprintable() for line in told.splitlines())
    assert SECRET not in told
    assert len(list((project / "outputs/2021/intern/rueckgabe").iterdir())) == 3
    records = [f"{carrier}-{kind}-000" for carrier in ("AWO", "Diakonie") for kind in "FWVB"]
    for path in files(project / "outputs"):
        assert path.name.isprintable()
        text = f"{path} {texts_of(path)}"
        assert not [secret for secret in (SECRET, "Musterfrau") if secret in text], path.name
        if path.suffix != ".xlsx" and path.name != "befunde.csv":
            assert not [record for record in records if record in text], path.name


def texts_of(path):
    """Return all that stands in a file, also in one that is packed."""
    if path.suffix == ".pdf":
        return pdf_text(path)
    if path.suffix not in (".xlsx", ".docx"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_several_years_end_with_the_gravest_code(project, sent):
    sent["AWO"]["faelle"][2][2:5] = [12, 1, 11]
    send(project, sent)
    (project / "params" / "veroeffentlicht.yaml").write_text("figures: []\n", encoding="utf-8")
    (project / "params" / "2020.yaml").write_text(
        YEAR.replace("2021", "2020", 1).replace("lieferungen", "frueher"), "utf-8"
    )
    (project / "frueher").mkdir()
    before = {carrier: {name: rows[:1] for name, rows in sheets.items()} for carrier, sheets in sent.items()}
    for carrier, sheets in before.items():
        sheets["lieferung"].append([carrier, 2020, "31.01.2021", 2, "nein"])
    send(project, before, "frueher")
    assert auszug(project, "check", "2021", "2020").returncode == 1
    assert {path.name for path in (project / "outputs").iterdir()} == {"2020", "2021"}
