"""Links and anchors of the README and of the handbook lead somewhere, and the README stays short."""

import ast
import inspect
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from auszug_lib.cli import commands  # noqa: F401 - it adds them to the app
from auszug_lib.cli.app import app
from auszug_lib.report import Report

PROJECT = Path(__file__).parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
README = (PROJECT / "README.md").read_bytes()
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as git hosts and the site make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    for link in LINK.finditer(CODE.sub("", page.read_text(encoding="utf-8"))):
        target, _, anchor = link["target"].partition("#")
        if target.startswith(("https://", "mailto:")):
            continue
        file = page.parent / target if target else page
        if not file.exists() or (anchor and unicodedata.normalize("NFC", anchor) not in anchors(file)):
            yield link["target"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


def spans(beginning: str) -> Iterator[str]:
    """Yield what pages show as code that begins so, but for what leaves something out."""
    for page in set(PAGES) - {PROJECT / "CHANGELOG.md"}:
        text = page.read_text(encoding="utf-8")
        for code in re.findall(rf"(?:^|`)({beginning}[^`\n]+)", text, re.MULTILINE):
            if "…" not in code:
                yield code


def test_every_command_that_a_page_shows_is_one() -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    shown = [shlex.split(code)[1:] for code in spans("auszug ")]
    assert len(shown) > 50
    for name, *words in shown:
        if words and "--help" not in words and name != "COMMAND":
            known[name].make_context(name, words)


def test_every_recipe_calls_what_there_is() -> None:
    nodes = [node for code in spans(r"report\.(?!py|typ)") for node in ast.walk(ast.parse(code.rstrip("?.")))]
    names = {node.attr for node in nodes if is_of_report(node)}
    assert {name for name in names if not hasattr(Report, name)} == set()
    calls = [node for node in nodes if isinstance(node, ast.Call) and is_of_report(node.func)]
    assert len(calls) > 10
    for call in calls:
        words = {word.arg: word.value for word in call.keywords if word.arg}
        inspect.signature(getattr(Report, call.func.attr)).bind(None, *call.args, **words)


def is_of_report(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "report"


def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-b", "html", "-d", str(tmp_path / "read")]
    built = subprocess.run(
        [*build, "docs", str(site)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stderr) == (0, "")
    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    assert re.findall(r"<(?!a\b)[^>]*\b(?:src|href)=.(?:https?:)?//[^>]*>", pages) == []
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css"))
    assert re.findall(r"@import[^;]*//|url\([^)]*//[^)]*\)", sheets) == []


def test_the_readme_is_short_and_says_where_the_german_text_is() -> None:
    assert len(README) <= 8 * 1024
    assert README.decode().splitlines()[1].startswith("Deutsch: ")


def test_the_version_is_the_same_everywhere() -> None:
    versions = {
        "pyproject.toml": r'^version = "(.+)"$',
        "publiccode.yml": r"^softwareVersion: (.+)$",
        "CHANGELOG.md": r"^## \[([\d.]+)\]",
    }
    said = {
        re.search(pattern, (PROJECT / file).read_text(encoding="utf-8"), re.MULTILINE)[1]
        for file, pattern in versions.items()
    }
    assert len(said) == 1


def test_every_picture_is_shown_and_small() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in PROJECT.glob("docs/bilder/*"):
        assert picture.name in shown
        assert picture.stat().st_size < 128 * 1024, picture.name
