"""Links and anchors of the README and of the handbook lead somewhere, and the README stays short."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def test_the_readme_is_short_and_says_where_the_german_text_is() -> None:
    assert len(README) <= 8 * 1024
    assert README.decode().splitlines()[1].startswith("Deutsch: ")


def test_every_picture_is_shown_and_small() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in PROJECT.glob("docs/bilder/*"):
        assert picture.name in shown
        assert picture.stat().st_size < 128 * 1024, picture.name
