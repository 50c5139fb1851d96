"""Parameters are read alike by all: by papermill (YAML 1.1), by us, and by a reader of YAML 1.2."""

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from papermill.iorw import read_yaml_file

from auszug_lib import ParamsError
from auszug_lib.params.yaml import read_yaml

OWN_FILES = sorted((Path(__file__).parents[3] / "params").glob("*.yaml"))

# fmt: off
ALIKE = [
    "12", "-3", "0", "0.5", ".5", "1.", "-.inf", ".nan", "true", "FALSE", "~", "null", "0x1F", "2019-12-31",
    "2019-1-1", "12:30 Uhr", "0-8-15", "yesterday", "1.2.3", "0815a", "Nord", "n",
]
DIFFERENT = [
    "012", "007", "08", "0815", "-010", "0o14", "0b11", "1_000", "0x_1", "-0x1F", "1_0.5", "+.5", "1:30",
    "190:20:30", "1:30.5", "1e3", "1.5e3", "yes", "No", "ON", "off", "=", "<<",
    "2019-12-31 12:00:00", "2019-12-31T12:00:00Z",
]
# fmt: on

scalars = st.one_of(
    st.sampled_from([*ALIKE, *DIFFERENT]),
    st.from_regex(r"[-+]?[0-9][0-9_]{0,3}([:.][0-9_]{0,2}){0,3}([eE][-+]?[0-9]+)?", fullmatch=True),
    st.from_regex(r"[-+]?0[xob][0-9a-f_]{1,3}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}Z?)?", fullmatch=True),
    st.from_regex(r"(?i)[-+]?\.(inf|nan|[0-9_]{1,2})|y|n|yes|no|on|off|true|false|null", fullmatch=True),
    st.text("0123456789_.:+-xobeEyYnN~=<", min_size=1, max_size=5),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("params") / "2019.yaml"


def read(file: Path, text: str) -> dict[str, Any]:
    file.write_text(text, encoding="utf-8")
    return read_yaml(file)


def core_schema(text: str) -> object:
    """Return what YAML 1.2 makes of a plain scalar, as its specification says in 10.3.2."""
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if re.fullmatch(r"0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 0)
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)", text):
        return -math.inf if text[0] == "-" else math.inf
    if text in {".nan", ".NaN", ".NAN"}:
        return math.nan
    return float(text) if re.fullmatch(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", text) else text


def pyyaml(text: str) -> object:
    """Return what PyYAML makes of a plain scalar, a day as text."""
    value = yaml.safe_load(f"- {text}")[0]
    return value.isoformat() if type(value) is dt.date else value


@given(text=scalars.filter(lambda text: text != "-"))  # in a list of lines it is a list itself
@example(text="0010")
@example(text="2019-02-28")
def test_a_plain_scalar_that_is_accepted_means_the_same_to_every_reader(file: Path, text: str) -> None:
    try:
        [value] = read(file, f"a: [{text}]")["a"]
    except ParamsError:
        return
    assert repr(value) == repr(core_schema(text))
    assert repr(value) == repr(read_yaml_file(str(file))["a"][0])
    if not is_no_day(text):
        assert repr(value) == repr(pyyaml(text))
    assert repr(list(read(file, f"? {text}\n: 1"))) == repr([value])


def is_no_day(text: str) -> bool:
    """Return whether a text looks like a day and is none, at which PyYAML on its own gives up."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
    return False


@pytest.mark.parametrize("text", ALIKE)
def test_what_all_read_alike_is_accepted(file: Path, text: str) -> None:
    assert repr(read(file, f"a: {text}")) == repr({"a": core_schema(text)})


@pytest.mark.parametrize("text", DIFFERENT)
def test_what_is_read_differently_is_refused_as_a_value_and_as_a_key(file: Path, text: str) -> None:
    for yaml_text in (f"a: {text}", f"? {text}\n: b"):
        with pytest.raises(ParamsError, match="lesen es verschieden"):
            read(file, yaml_text)


@pytest.mark.parametrize("text", DIFFERENT)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_make_it_a_text(file: Path, text: str, quote: str) -> None:
    assert read(file, f"{quote}{text}{quote}: {quote}{text}{quote}") == {text: text}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("report_number: 05", "report_number"),
        ("committees: {soziales: 2020-04-23 10:00:00}", "committees.soziales"),
        ("committees:\n  - {name: a, date: 1:30}", "committees.0.date"),
        ("carriers: [DRK, no]", "carriers.1"),
        ("codes:\n  stadtbezirk:\n    08: Kalk", "codes.stadtbezirk.08"),
        ("<<: {a: b}", "<<"),
        ("accepted: &all [{record: 0815}]\nagain: *all", "accepted.0.record"),
    ],
)
def test_the_sentence_names_file_and_key_and_no_record(file: Path, text: str, key: str) -> None:
    with pytest.raises(ParamsError) as error:
        read(file, text)
    assert str(error.value) == (
        f"2019.yaml, Schlüssel {key}: ist mehrdeutig, denn YAML 1.1 und 1.2 lesen es verschieden; bitte in "
        "Anführungszeichen setzen, oder eindeutig schreiben, etwa 12, 1000, 0.5, true oder false."
    )
    assert error.value.exit_code == 2


@pytest.mark.parametrize("text", ["a: !b c", "!!set {a}", "a: !!str b", "a: !!int 012", 'a: ! "12"'])
def test_tags_are_refused(file: Path, text: str) -> None:
    with pytest.raises(ParamsError, match=r"2019\.yaml, Zeile 1: Was mit „!“ beginnt"):
        read(file, text)


@pytest.mark.parametrize("text", ["year: 2019\nyear: 2020", "a: {1: b, 0x1: c}", "a: {1: b, true: c}"])
def test_a_key_stands_once(file: Path, text: str) -> None:
    with pytest.raises(ParamsError, match=r"2019\.yaml, Zeile [12]: Diesen Schlüssel gibt es"):
        read(file, text)


def test_a_break_that_only_one_version_knows_is_refused(file: Path) -> None:
    with pytest.raises(ParamsError, match=r"2019\.yaml, Zeile 2: Hier steht ein unsichtbarer Umbruch"):
        read(file, "year: 2019\n# Köln\u2028city: koeln\n")


@pytest.mark.parametrize("text", ["a: 1\n---\na: 2", "a: {[b]: c}", "a: {[b]: c, [b]: d}", "a: *b"])
def test_what_papermill_could_not_read_is_no_valid_yaml(file: Path, text: str) -> None:
    with pytest.raises(ParamsError, match="Das ist kein gültiges YAML"):
        read(file, text)
    with pytest.raises(yaml.YAMLError):
        read_yaml_file(str(file))


@pytest.mark.parametrize("text", ["", "# leer", "012", "- a"])
def test_a_file_without_keys_says_so(file: Path, text: str) -> None:
    with pytest.raises(ParamsError, match=r"2019\.yaml enthält keine Schlüssel"):
        read(file, text)


@pytest.mark.parametrize("own", OWN_FILES, ids=lambda own: own.name)
def test_papermill_reads_the_projects_own_files_as_we_do(own: Path) -> None:
    assert read_yaml(own) == read_yaml_file(str(own))
