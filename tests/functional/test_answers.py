"""What a carrier explains in its returned workbook: read, shown, accepted, and never run."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from auszug_lib import DeliveryError, ParamsError
from auszug_lib.cli.answers import take_answers
from auszug_lib.delivery.answers import ANSWER, IDENTITY, answered_in
from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.finding import of_severity, open_questions
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.files import findings_attached
from auszug_lib.project import Project, ReportYear

from ..shell import auszug
from .test_check import YEAR, build, delivery, findings, send

WHY = "Drei Generationen, im Mietvertrag genannt"
FORMULA = '=HYPERLINK("http://boese.example";"x") <script>alert(1)</script> #eval'


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which both carriers have the same soft finding, and their returned workbooks beside it."""
    project = build(tmp_path_factory.mktemp("erklaerungen"))
    deliveries = {carrier: delivery(carrier) for carrier in ("AWO", "Diakonie")}
    for sheets in deliveries.values():
        sheets["faelle"][1][0] = sheets["vermittlungen"][1][1] = sheets["beratungen"][1][5] = "F-0001"
        sheets["faelle"][2][:5] = ["F-0002", "02.06.2021", 12, 1, 11]
    send(project, deliveries)
    (project / "zurueck").mkdir()
    for name, content in findings_attached(year_of(project).examination).items():
        if name.endswith(".xlsx"):
            (project / "zurueck" / Path(name).name).write_bytes(content)
    return project


@pytest.fixture(scope="module")
def checked(sent: Path) -> Checked:
    return year_of(sent).checked


@pytest.fixture
def project(sent: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent, tmp_path / "projekt"))


def year_of(project: Path) -> ReportYear:
    return Project(ParamsFolder(project / "params")).year("2021")


def explain(project: Path, text: object, carrier: str = "awo", identity: str | None = None) -> Path:
    """Write an explanation beside the only soft finding of a carrier, as the carrier would."""
    file = project / "zurueck" / f"{carrier}-2021.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book["Befunde"]
    columns = [cell.value for cell in sheet[2]]
    sheet.cell(3, columns.index(ANSWER) + 1).value = text
    if identity is not None:
        sheet.cell(3, columns.index(IDENTITY) + 1).value = identity
    book.save(file)
    return file


def test_an_explanation_is_kept_and_shown_and_the_finding_stays_open(project, capsys):
    explain(project, f"  {WHY}\n ")
    explain(project, WHY, "diakonie", identity="2020/Diakonie/grosser_haushalt/F-0002")
    take_answers(year_of(project), project / "zurueck", None)
    assert capsys.readouterr().out == (
        "2021: eine Erklärung, noch nicht angenommen; das tut --name NAME\n"
        f"  AWO, faelle C3: Der Haushalt hat mehr als 10 Personen. – {WHY}\n"
        "  diakonie-2021.xlsx, Blatt Befunde, Zelle G3: Zu dieser Erklärung gibt es keine Auffälligkeit.\n\n"
    )
    assert json.loads((project / "params/answers/2021.json").read_bytes()) == {
        "2021/AWO/grosser_haushalt/F-0002": WHY
    }
    soft = of_severity(year_of(project).checked.findings, "soft")
    assert dict(zip(soft["carrier"], soft["answer"], strict=True)) == {"AWO": WHY, "Diakonie": ""}
    assert open_questions(soft) == 1
    assert (project / "params/2021.yaml").read_text(encoding="utf-8") == YEAR
    again = findings_attached(year_of(project).examination)["rueckgabe/awo-2021.xlsx"]
    assert WHY in [cell.value for cell in openpyxl.load_workbook(io.BytesIO(again))["Befunde"][3]]


def test_what_comes_back_is_the_next_delivery_and_has_one_list_of_findings(project):
    explain(project, WHY)
    shutil.copy(project / "zurueck/awo-2021.xlsx", project / "lieferungen/AWO.xlsx")
    take_answers(year_of(project), project / "lieferungen", None)
    again = findings_attached(year_of(project).examination)["rueckgabe/awo-2021.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert [name for name in book.sheetnames if name.startswith("Befunde")] == ["Befunde"]


def test_in_a_name_it_accepts_the_finding_it_stands_beside_and_no_other(project):
    explain(project, WHY)
    take_answers(year_of(project), project / "zurueck", "B. Rau")
    text = (project / "params/2021.yaml").read_text(encoding="utf-8")
    assert text.startswith(YEAR)
    found = year_of(project).checked.findings
    accepted = found.loc[found["accepted"] != "", ["carrier", "accepted"]]
    assert accepted.to_numpy().tolist() == [["AWO", f"{WHY} (B. Rau)"]]
    assert of_severity(found, "soft")["carrier"].tolist() == ["Diakonie"]
    take_answers(year_of(project), project / "zurueck", "B. Rau")  # a second time there is nothing to do
    assert (project / "params/2021.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "identity",
    [
        "2020/AWO/grosser_haushalt/F-0002",  # last year's workbook
        "2021/AWO/grosser_haushalt/F-0001",
        "2021/AWO/personen_summe/F-0002",
        "",
        "2021/AWO/grosser_haushalt/.*",
    ],
)
def test_an_explanation_beside_no_finding_is_none(project, checked, identity):
    explain(project, WHY, identity=identity)
    found, idle = answered_in(project / "zurueck", checked)
    assert (len(found), idle) == (0, ["awo-2021.xlsx, Blatt Befunde, Zelle G3"])


def test_without_an_explanation_nothing_is_changed(project, capsys):
    take_answers(year_of(project), project / "zurueck", "B. Rau")
    assert "steht keine Erklärung zu einer offenen Auffälligkeit" in capsys.readouterr().out
    assert (project / "params/2021.yaml").read_text(encoding="utf-8") == YEAR
    assert not (project / "params/answers").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("bitte bei Frau Yilmaz nachfragen", "In der Erklärung steht ein Name, und Angaben"),
        ("Telefon 0221 221-0", "In der Erklärung steht eine Telefonnummer"),
        ("wie bei AWO-W-0001", "Die Erklärung nennt die Kennung eines Datensatzes"),
        ("f-0002 stimmt", "Die Erklärung nennt die Kennung eines Datensatzes"),
        ("so " * 200, "Die Erklärung ist länger als 500 Zeichen"),
        ("so ist es 🙂", "Die Erklärung hat ein Zeichen, das die Schrift"),
    ],
)
def test_what_must_not_be_published_is_refused_and_not_repeated(project, checked, text, reason):
    explain(project, text)
    with pytest.raises(DeliveryError) as refused:
        answered_in(project / "zurueck", checked)
    sentence = str(refused.value)
    assert sentence.startswith(f"awo-2021.xlsx, Blatt Befunde, Zelle G3: {reason}")
    assert len(sentence.splitlines()) == 1
    assert text.strip() not in sentence


def test_one_broken_workbook_keeps_all_explanations_out(project):
    explain(project, WHY)
    file = project / "zurueck/diakonie-2021.xlsx"
    file.write_bytes(file.read_bytes()[:3000])
    result = auszug(project, "check", "2021", "--answers", "zurueck", "--name", "B. Rau")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("diakonie-2021.xlsx ist beschädigt")
    assert (project / "params/2021.yaml").read_text(encoding="utf-8") == YEAR
    assert not (project / "params/answers").exists()


def test_a_formula_is_text_wherever_it_comes(project):
    file = explain(project, "platz")
    book = openpyxl.load_workbook(file)
    cell = book["Befunde"].cell(3, 7)
    cell.value, cell.data_type = FORMULA, "s"
    book.save(file)
    take_answers(year_of(project), project / "zurueck", None)
    again = findings_attached(year_of(project).examination)["rueckgabe/awo-2021.xlsx"]
    cell = openpyxl.load_workbook(io.BytesIO(again))["Befunde"]["G3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)
    result = auszug(project, "check", "2021", "--answers", "zurueck", "--name", "B. {Rau}: *x")
    assert (result.returncode, result.stderr) == (1, "")
    folder = project / "outputs/2021/intern"
    page = (folder / "pruefbericht.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    [row] = [row for row in findings(project) if row["angenommen"]]
    assert row["erklaerung"] == f"'{FORMULA}"
    assert row["angenommen"] == f"'{FORMULA} (B. {{Rau}}: *x)"


@pytest.mark.parametrize("content", ["[]", "{", '{"a": 1}'])
def test_kept_explanations_that_cannot_be_read_are_a_sentence(project, content):
    (project / "params/answers").mkdir()
    (project / "params/answers/2021.json").write_text(content, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"answers/2021\.json enthält nicht"):
        year_of(project).checked  # noqa: B018


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--name", "Rau"], "--name nimmt an, was --answers einliest"),
        (["--answers", "nirgends"], "--answers: Den Ordner „nirgends“ gibt es nicht."),
        (["--answers", "zurueck", "--name", ""], "2021.yaml, Schlüssel by: darf nicht leer sein"),
    ],
)
def test_wrong_usage_is_one_sentence(project, words, sentence):
    explain(project, WHY)
    result = auszug(project, "check", "2021", *words)
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
