"""The command line: German in every word, one sentence for a mistake, exit codes a script can trust."""

import re
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from auszug_lib import cli

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this|exit|required|default|Error|Try|Missing|<\w+>"
)


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Return a function that runs the command line in the project, in this process."""
    monkeypatch.chdir(project)
    monkeypatch.delenv("AUSZUG_PARAMS", raising=False)

    def call(*words: str) -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["auszug", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        output = capfd.readouterr()
        return SimpleNamespace(code=stop.value.code or 0, out=output.out, err=output.err)

    return call


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *([c, "--help"] for c in ("report", "new", "status", "lab", "form", "check", "verify", "diff")),
    ],
)
def test_help_is_german_in_every_word(run, words: list[str]) -> None:
    result = run(*words)
    assert result.code == 0
    assert result.out.strip().startswith("Aufruf: auszug")
    assert not ENGLISH.search(result.out)
    assert ">=" not in result.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["repot", "2021"], "Den Befehl „repot“ gibt es nicht."),
        (["report"], "Es fehlt die Angabe JAHR."),
        (["check"], "Es fehlt die Angabe JAHR."),
        (["verify"], "Es fehlt die Angabe ORDNER."),
        (["diff", "lieferungen"], "Es fehlt eine Angabe; nötig sind 2."),
        (["verify", "nirgendwo"], "liegen keine öffentlichen Berichte"),
        (["check", "1999"], "Die Jahresdatei 1999.yaml gibt es nicht"),
        (["report", "2021", "--onyl", "x"], "Die Option „--onyl“ gibt es nicht."),
        (["report", "2021", "--only"], "Der Option „--only“ fehlt ihr Wert."),
        (["form", "2021", "Nord"], "Es fehlt die Option --out."),
        (["form", "2021", "Nord", "2020", "--out", "x.xlsx"], "Zu viele Angaben: 2020."),
        (["report", "1999"], "Die Jahresdatei 1999.yaml gibt es nicht"),
        (
            ["report", "2021", "--only", "bericht"],
            "Den Bericht „bericht“ gibt es nicht (meinten Sie „gesamtbericht“?); bekannt sind: mitteilung,",
        ),
        (["status", "--params", "nirgends"], "--params: Den Ordner „nirgends“ gibt es nicht."),
    ],
)
def test_wrong_usage_is_one_german_sentence_and_exit_code_2(run, words: list[str], sentence: str) -> None:
    result = run(*words)
    assert result.code == 2
    assert sentence in result.err
    assert len(result.err.splitlines()) == 1
    assert not result.out


def test_auszug_alone_shows_its_help(run) -> None:
    result = run()
    assert result.code == 2
    assert "Befehle" in result.err
    assert not result.out


def test_status_shows_in_a_line_a_year_what_is_there_and_what_comes_next(run, project: Path) -> None:
    assert run("status").out.splitlines() == [
        "JAHR  LIEFERUNGEN  PRÜFBERICHT  BERICHTE  OFFEN  FREIGEGEBEN  ALS NÄCHSTES",
        "2020  0            –            –         –      –            Lieferungen in lieferungen legen",
        "2021  0            –            –         –      –            Lieferungen in lieferungen legen",
    ]


def test_status_finds_the_project_by_params_from_anywhere(
    run, project: Path, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("status", "--params", str(project / "params")).code == 0


def test_lab_says_when_its_port_is_taken(run, project: Path) -> None:
    (project / "notebooks" / "exploration.ipynb").write_text("{}", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("lab", "--port", str(taken.getsockname()[1]))
    assert result.code == 2
    assert "ist nicht frei; bitte eine andere Nummer nennen" in result.err


def test_lab_without_its_notebook_says_so(run) -> None:
    result = run("lab")
    assert result.code == 3
    assert "fehlt das Notebook exploration.ipynb" in result.err


def test_an_unexpected_error_keeps_its_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["auszug", "status"])
    monkeypatch.setattr("auszug_lib.params.folder.ParamsFolder.names", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_the_command_line_loads_nothing_heavy() -> None:
    heavy = {"pandas", "matplotlib", "papermill", "nbconvert", "jupyter_client", "pydantic", "typst", "babel"}
    code = f"import sys, auszug_lib.cli; print(sorted({heavy!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
