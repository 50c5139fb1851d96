"""Every page of every year, as WCAG 2.1 AA and EN 301 549 want it: light, dark, printed, large, narrow."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from .accessibility import (
    cut_words,
    faint_words,
    nameless,
    probe,
    silent_pictures,
    tables_without_heads,
    touching_words,
    violations,
)
from .conftest import INDEXES, INTERNAL, PUBLIC, show

SCREEN = {"media": "screen", "color_scheme": "light"}
PAPER = {"media": "print", "color_scheme": "light"}
PHONE = {"width": 360, "height": 740}
DARK = {"media": "screen", "color_scheme": "dark"}
A4 = {"width": 642, "height": 990}  # between the margins of the print style
NEXT_FRAME = "new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))"
LARGE = "html { font-size: 200% }"
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }"""
# All pages of a year share one style sheet and one set of templates: what takes long is measured on some.
SOME = [name for name in (*PUBLIC, *INDEXES, *INTERNAL) if name.startswith(("2019", "2023"))]
OF_EACH_KIND = [
    *(f"2019/oeffentlich/{name}.html" for name in ("mitteilung", "traegerbericht-drk")),
    *("2019/oeffentlich/index.html", INDEXES[-1]),
    *(f"2019/intern/{name}.html" for name in ("gesamtbericht", "pruefbericht")),
]
LONG = ("2019/oeffentlich/mitteilung", "2019/oeffentlich/gesamtbericht", "2019/intern/pruefbericht")


def test_the_pages_below_are_all_there_are(outputs: Path) -> None:
    files = [*outputs.glob("*/*/*.html"), *outputs.glob("2019/*/gremien/*/*.html")]
    assert {file.relative_to(outputs).as_posix() for file in files} == {*PUBLIC, *INDEXES, *INTERNAL}


@pytest.mark.parametrize("opened", SOME, indirect=True)
def test_axe_finds_nothing_to_mend_and_nothing_it_cannot_decide(sheet: Page) -> None:
    sheet.emulate_media(**SCREEN)
    assert violations(sheet, "structure") == []


@pytest.mark.parametrize("medium", [SCREEN, PAPER], ids=["screen", "paper"])
@pytest.mark.parametrize("opened", OF_EACH_KIND, indirect=True)
def test_axe_finds_no_faint_colours(sheet: Page, medium: dict) -> None:
    sheet.emulate_media(**medium)
    assert violations(sheet, "colours") == []


@pytest.mark.parametrize("opened", OF_EACH_KIND, indirect=True)
def test_axe_finds_nothing_on_a_phone(sheet: Page) -> None:
    sheet.set_viewport_size(PHONE)
    assert violations(sheet) == []
    assert faint_words(sheet) == []
    assert nameless(sheet) == []


@pytest.mark.parametrize("medium", [SCREEN, PAPER], ids=["screen", "paper"])
def test_no_word_is_faint(sheet: Page, medium: dict) -> None:
    sheet.emulate_media(**medium)
    assert faint_words(sheet) == []


@pytest.mark.parametrize("name", [*LONG, "2023/oeffentlich/traegerbericht-kfr"])
def test_axe_finds_nothing_in_the_dark(page: Page, outputs: Path, name: str) -> None:
    page.emulate_media(**DARK)
    show(page, outputs / f"{name}.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert violations(page) == []
    assert faint_words(page) == []


def test_every_picture_has_words(sheet: Page) -> None:
    assert silent_pictures(sheet) == []


@pytest.mark.parametrize("opened", SOME, indirect=True)
def test_all_that_a_screen_reader_announces_has_a_name(sheet: Page) -> None:
    assert nameless(sheet) == []


def test_tables_have_captions_and_headers(sheet: Page) -> None:
    assert tables_without_heads(sheet) == []


def test_headings_go_down_one_level_at_a_time(sheet: Page) -> None:
    levels = sheet.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("width", [320, 1100])
def test_nothing_is_cut_and_only_tables_scroll_sideways(sheet: Page, width: int) -> None:
    sheet.set_viewport_size({"width": width, "height": 900})
    assert sheet.evaluate("document.documentElement.scrollWidth") <= width
    assert cut_words(sheet) == []
    assert sheet.evaluate("[...document.querySelectorAll('svg')].every(svg => !svg.closest('.scroll'))")


@pytest.mark.parametrize("name", LONG)
def test_a_table_has_a_shadow_where_it_goes_on_and_none_where_it_fits(
    page: Page, outputs: Path, name: str
) -> None:
    page.set_viewport_size(PHONE)
    show(page, outputs / f"{name}.html")
    shadow = "one => getComputedStyle(one).boxShadow"
    before = probe(page, f"scrolling().map({shadow})")
    probe(page, "scrolling().forEach(one => { one.scrollLeft = one.scrollWidth })")
    page.evaluate(NEXT_FRAME)
    after = probe(page, f"scrolling().map({shadow})")
    assert before
    assert "none" not in {*before, *after}
    assert all(one != other for one, other in zip(before, after, strict=True))
    page.set_viewport_size({"width": 2000, "height": 900})
    page.evaluate(NEXT_FRAME)
    assert set(page.evaluate(f"[...document.querySelectorAll('.scroll')].map({shadow})")) == {"none"}


def test_paper_holds_whole_tables(sheet: Page) -> None:
    sheet.emulate_media(**PAPER)
    sheet.set_viewport_size(A4)
    assert cut_words(sheet) == []


def test_charts_say_what_they_show_and_every_id_is_its_own(sheet: Page) -> None:
    labels = sheet.evaluate("[...document.querySelectorAll('figure [role=img]')].map(c => c.ariaLabel)")
    assert labels or any(name in sheet.url for name in ("mitteilung", "pruefbericht", "index"))
    assert all(len(label) > 40 for label in labels)
    ids = sheet.evaluate(
        "[...document.querySelectorAll('[id]')].filter(e => !e.closest('svg')).map(e => e.id)"
    )
    assert len(set(ids)) == len(ids)


def test_the_charts_words_stay_inside_the_drawing(sheet: Page) -> None:
    outside = sheet.evaluate(
        """[...document.querySelectorAll('svg text')].filter(text => {
             const word = text.getBoundingClientRect(), drawing = text.closest('svg').getBoundingClientRect();
             return word.left < drawing.left - 1 || word.right > drawing.right + 1
                 || word.top < drawing.top - 1 || word.bottom > drawing.bottom + 1;
           }).map(text => text.textContent)"""
    )
    assert outside == []


@pytest.mark.parametrize("width", [360, 1100])
def test_no_word_of_a_chart_touches_another_or_a_bar(sheet: Page, width: int) -> None:
    sheet.set_viewport_size({"width": width, "height": 900})
    assert touching_words(sheet) == []


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("style", [LARGE, SPACED], ids=["twice as large", "spaced"])
def test_other_text_sizes_and_spacings_cut_nothing(page: Page, outputs: Path, name: str, style: str) -> None:
    show(page, outputs / f"{name}.html")
    page.add_style_tag(content=style)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1100
    assert cut_words(page) == []


# ---- by keyboard


@pytest.mark.parametrize("name", LONG)
def test_the_skip_link_leads_to_the_content(page: Page, outputs: Path, name: str) -> None:
    show(page, outputs / f"{name}.html")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Zum Inhalt springen")
    assert probe(page, "focus()") == {"ring": True, "inSight": True, "isPage": False}
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("name", LONG)
def test_the_keyboard_reaches_all_that_scrolls_and_shows_where_it_is(
    page: Page, outputs: Path, name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    show(page, outputs / f"{name}.html")
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = probe(page, "focus()")
        if focus["isPage"]:
            break
        assert (focus["ring"], focus["inSight"]) == (True, True)
    else:
        pytest.fail("the keyboard does not get out of the page")
    assert probe(page, "scrolling().length") > 0
    assert probe(page, "unvisited()") == 0


def test_arrow_keys_move_a_wide_table(page: Page, outputs: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    show(page, outputs / "2019/intern/pruefbericht.html")
    probe(page, "scrolling()[0].focus()")
    page.keyboard.press("ArrowRight")
    # The page's own rules forbid what Playwright waits with, so the frames of a second are counted here.
    moved = """async () => {
        for (let frame = 0; frame < 60 && !document.activeElement.scrollLeft; frame++)
            await new Promise(requestAnimationFrame);
        return document.activeElement.scrollLeft;
    }"""
    assert page.evaluate(moved) > 0


# ---- on paper


def test_printed_pages_say_what_they_are(page: Page, outputs: Path) -> None:
    show(page, outputs / "2019/intern/traegerbericht-drk.html")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [" ".join(sheet.extract_text().split()) for sheet in printed]
    assert len(texts) > 3
    assert all("nicht öffentlich" in text for text in texts)
    assert "Zum Inhalt springen" not in texts[0]


# ---- the checks can fail

BROKEN = {
    "language": ("document.documentElement.removeAttribute('lang')", violations),
    "title": ("document.title = ''", violations),
    "contrast": ("$('main p').style.color = '#999'", violations),
    "landmark": ("$('main').replaceWith(...$('main').children)", violations),
    "level": ("$('h2').outerHTML = '<h4>Zu tief</h4>'", violations),
    "alternative text": ("$('[role=img]').ariaLabel = ''", silent_pictures),
    "role of a chart": ("$('[role=img]').removeAttribute('role')", silent_pictures),
    "name of a chart": ("$('[role=img]').removeAttribute('aria-label')", violations),
    "name of a figure": ("$('figure').removeAttribute('aria-labelledby')", nameless),
    "caption of a figure": ("$('figcaption').remove()", silent_pictures),
    "picture": ("$('main').append(new Image())", silent_pictures),
    "word": ("$('main p').style.color = '#999'", faint_words),
    "word of a chart": ("$('svg text').style.fill = '#aaa'", faint_words),
    "word on a bar": (
        "const bar = $('svg rect'); bar.setAttribute('y', 0); bar.setAttribute('height', '100%');"
        "bar.style.fill = '#333'",
        faint_words,
    ),
    "words on each other": ("$('svg').append($('svg text').cloneNode(true))", touching_words),
    "word on the end of a bar": (
        "$('svg rect').setAttribute('y', $('svg rect ~ [data-figure]').getAttribute('y'))",
        touching_words,
    ),
    "caption": ("$('caption').remove()", tables_without_heads),
    "scope": ("$('tbody th').removeAttribute('scope')", tables_without_heads),
    "empty header": ("$('thead th').textContent = ''", nameless),
    "text cut off": ("$('main p').style.marginLeft = '-300px'", cut_words),
    "text too wide": ("$('main p').style.cssText = 'width: 99em; max-width: none'", cut_words),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_page_does_not_pass(page: Page, public: Path, broken: str) -> None:
    damage, check = BROKEN[broken]
    show(page, public / "traegerbericht-drk.html")
    assert check(page) == []
    page.evaluate(f"{{ const $ = selector => document.querySelector(selector); {damage} }}")
    assert check(page)
