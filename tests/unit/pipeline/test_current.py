"""A set is made again where anything that it depends on has changed, or any of its files."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from auszug_lib import ParamsError
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline import current
from auszug_lib.pipeline.current import is_current, key_of, write_current

CITY = """
name: Musterstadt
authority: Stadt Musterstadt
department: Wohnungsamt
programme: Auszugsmanagement
programme_start: 2015-01-01
carriers: [{code: Nord, name: Verein Nord, short_name: Nord}]
committees: {rat: Rat}
codes:
  stadtbezirk: {1: Mitte}
  vermieterart: {privat: Privat, WBG: WBG}
  foerderweg: {frei: Frei, FOE: Förderung}
partner_landlord: WBG
reported_funding: FOE
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two years, and notebooks of its own."""
    for name in ("params/releases", "notebooks", "daten/2020", "daten/2021/nord"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "params/musterstadt.yaml").write_text(CITY, encoding="utf-8")
    for year in (2020, 2021):
        text = f"city: musterstadt\nyear: {year}\ndata: daten/{year}\nvisibility: oeffentlich\n"
        (tmp_path / f"params/{year}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "notebooks/notice.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "daten/2021/nord/faelle.csv").write_text("fall\n", encoding="utf-8")
    return tmp_path


def key(project: Path, name: str = "2021") -> str:
    return key_of(ParamsFolder(project / "params"), name, None)


def add_to(name: str) -> Callable[[Path], None]:
    def add(project: Path) -> None:
        file = project / name
        file.parent.mkdir(exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + "\n", encoding="utf-8")

    return add


@pytest.mark.parametrize(
    "name",
    [
        "params/2021.yaml",
        "params/2020.yaml",
        "params/musterstadt.yaml",
        "params/releases/2020.json",
        "params/answers/2021.json",
        "notebooks/notice.ipynb",
        "notebooks/helfer.py",
        "daten/2020/neu.csv",
        "daten/2021/nord/faelle.csv",
    ],
)
def test_the_key_changes_with_all_that_the_reports_depend_on(project: Path, name: str) -> None:
    before = key(project)
    assert before == key(project)
    add_to(name)(project)
    assert key(project) != before


def test_the_key_changes_with_the_citys_word_template(project: Path) -> None:
    (project / "vorlage.docx").write_bytes(b"eins")
    with (project / "params/musterstadt.yaml").open("a", encoding="utf-8") as file:
        file.write("notice_template: vorlage.docx\n")
    before = key(project)
    (project / "vorlage.docx").write_bytes(b"zwei")
    assert key(project) != before


def test_a_word_template_that_is_missing_is_one_sentence(project: Path) -> None:
    with (project / "params/musterstadt.yaml").open("a", encoding="utf-8") as file:
        file.write("notice_template: fehlt.docx\n")
    with pytest.raises(ParamsError, match=r"notice_template: Die Vorlage fehlt\.docx von Musterstadt"):
        key(project)


@pytest.mark.parametrize(
    "name",
    ["params/2021.yaml", "params/releases/2021.json", "params/answers/2021.json", "params/bonn-2019.yaml"],
)
def test_the_key_of_a_year_does_not_change_with_what_it_does_not_know(project: Path, name: str) -> None:
    (project / "params/bonn-2019.yaml").write_text("city: bonn\nyear: 2019\n", encoding="utf-8")
    before = key(project, "2020")
    add_to(name)(project)
    assert key(project, "2020") == before


def test_the_key_changes_with_the_readers_the_code_and_the_versions(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ParamsFolder(project / "params")
    keys = {key_of(folder, "2021", None), key_of(folder, "2021", "intern")}
    monkeypatch.setattr(current, "_CODE", project / "notebooks")
    keys.add(key_of(folder, "2021", None))
    monkeypatch.setattr(current, "version", lambda name: "0.0")
    keys.add(key_of(folder, "2021", None))
    assert len(keys) == 4


def test_the_key_changes_with_the_rows_of_a_database(project: Path) -> None:
    year, database = project / "params/2020.yaml", project / "a.db"
    text = year.read_text(encoding="utf-8").replace("daten/2020", f"sqlite:///{database.as_posix()}")
    year.write_text(text, encoding="utf-8")
    assert key(project) == ""  # there is no such file
    assert not is_current(made(project, ""), "oeffentlich", "")

    keys = []
    for statement in ("create table faelle (fall)", "insert into faelle values (1)", "vacuum"):
        with closing(sqlite3.connect(database, isolation_level=None)) as opened:
            opened.execute(statement)
        keys.append(key(project))
    empty, filled, tidied = keys
    assert empty not in ("", filled)
    assert filled == tidied


def made(project: Path, own_key: str) -> Path:
    """Return the folder of a year whose set was made."""
    for name in ("oeffentlich/daten", "notebooks"):
        (project / "2021" / name).mkdir(parents=True)
    (project / "2021/oeffentlich/daten/a.csv").write_text("1", encoding="utf-8")
    (project / "2021/notebooks/mitteilung.ipynb").write_text("{}", encoding="utf-8")
    write_current(project / "2021", "oeffentlich", own_key, 2)
    return project / "2021"


def test_a_set_is_current_until_a_file_of_it_is_changed(project: Path) -> None:
    place = made(project, "abc")
    assert is_current(place, "oeffentlich", "abc")
    assert not is_current(place, "oeffentlich", "abcd")
    assert not is_current(place, "intern", "abc")
    (place / "notebooks/pruefbericht.ipynb").write_text("{}", encoding="utf-8")
    assert is_current(place, "oeffentlich", "abc")
    (place / "oeffentlich/daten/a.csv").write_text("2", encoding="utf-8")
    assert not is_current(place, "oeffentlich", "abc")


@pytest.mark.parametrize("text", ["", "[]", '{"key": "abc"}'])
def test_what_cannot_be_read_is_not_current(project: Path, text: str) -> None:
    place = made(project, "abc")
    (place / "notebooks/stand.json").write_text(text, encoding="utf-8")
    assert not is_current(place, "oeffentlich", "abc")


def test_links_are_followed_once_and_pipes_are_left(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "anderswo"
    elsewhere.mkdir()
    (elsewhere / "wohnungen.csv").write_text("a\n", encoding="utf-8")
    for name, target in (("a", project / "daten"), ("b", project / "daten/2021"), ("drk", elsewhere)):
        (project / "daten/2021" / name).symlink_to(target, target_is_directory=True)
    if hasattr(os, "mkfifo"):  # not on Windows
        os.mkfifo(project / "daten/2021/rohr")
    before = key(project)
    (elsewhere / "wohnungen.csv").write_text("b\n", encoding="utf-8")
    assert key(project) != before
