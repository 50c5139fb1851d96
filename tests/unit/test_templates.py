"""No digit that counts is typed into a template: a reader's numbers come from figures and parameters."""

import re
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[2] / "auszug_lib"
TEMPLATES = LIBRARY / "publication" / "templates"
TEXTS = sorted((TEMPLATES / "text").glob("*.j2"))
PAGES = sorted((TEMPLATES / "html").rglob("*.j2"))

CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
COMPARED = re.compile(r"(?:==|!=|<=?|>=?) [01]\b")
DIGIT = re.compile(r"\d")


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_a_paragraph_has_digits_only_where_none_and_one_are_told_apart(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert DIGIT.findall(CODE.sub("", text)) == []
    assert [code for code in CODE.findall(text) if DIGIT.search(COMPARED.sub("", code))] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_template_has_digits_only_in_its_markup(path: Path) -> None:
    words = re.sub(r"<[^>]*>", "", CODE.sub("", path.read_text(encoding="utf-8")))
    styled = re.sub(r"[{;][^{}]*[};]", "", words)
    assert DIGIT.findall(styled) == []


def test_the_style_sheet_writes_no_digits() -> None:
    sheet = (TEMPLATES / "html" / "report.css").read_text(encoding="utf-8")
    assert [text for text in re.findall(r'content:\s*"([^"]*)"', sheet) if DIGIT.search(text)] == []


def test_the_layout_of_the_pdf_writes_no_digits() -> None:
    """Strings with digits are colours and the paper; words in square brackets are printed too."""
    layout = re.sub(
        r"^\s*//.*$", "", (LIBRARY / "pipeline" / "report.typ").read_text(encoding="utf-8"), flags=re.M
    )
    strings = re.findall(r'"([^"\n]*)"', re.sub(r'rgb\("[^"]*"\)', "", layout))
    assert {text for text in strings if DIGIT.search(text)} <= {"a4"}
    assert [words for words in re.findall(r"\[([^\]]*)\]", layout) if DIGIT.search(words)] == []
