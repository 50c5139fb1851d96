"""What keeps somebody from reading a page: each function returns complaints, none if all is well.

axe-core finds what can be found by rules. What it leaves open is measured here and in probes.js: the contrast
of the words on charts, names as the browser computes them for screen readers, and text that is cut off.
"""

from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PROBES = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice", "EN-301-549"]
COLOURS = ["color-contrast", "link-in-text-block"]
NAMED = {
    *("figure", "image", "table", "columnheader", "rowheader", "heading", "link", "group"),
    *("navigation", "complementary", "DescriptionList", "graphics-document"),
}

# Colours take axe longer than all its other rules, so it looks at first rows of tables and totals only.
# `faint_words` looks at every word, also where axe cannot tell the paper: on charts, and out of sight.
_RUN_AXE = """async ([tags, colours, about]) => {
  const resultTypes = ['violations', 'incomplete'];
  const without = Object.fromEntries(colours.map(rule => [rule, {enabled: false}]));
  const seldom = [['svg'], ['tbody tr:not(.total, :first-child)']];
  const both = [
    ...(about === 'colours' ? [] : [await axe.run(document, {resultTypes, runOnly: tags, rules: without})]),
    ...(about === 'structure' ? [] : [await axe.run({exclude: seldom}, {resultTypes, runOnly: colours})]),
  ];
  const isOutOfSight = ({any}) => any.some(({data}) => data?.messageKey?.startsWith('elmPartiallyObscur'));
  return both.flatMap(results => resultTypes.flatMap(kind => results[kind].flatMap(({id, nodes}) => {
    const left = nodes.filter(node => kind === 'violations' || !isOutOfSight(node));
    return left.length ? [`${kind}: ${id} (${left.length}): ${left[0].target}`] : [];
  })));
}"""


def probe(page: Page, call: str) -> Any:
    """Return what a call of a probe says, such as `cut()`."""
    if not page.evaluate("'probes' in window"):
        page.evaluate(PROBES)
    return page.evaluate(f"probes.{call}")


def violations(page: Page, about: Literal["all", "structure", "colours"] = "all") -> list[str]:
    """Return what axe-core finds by all its rules or by some of them, and what it cannot decide."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN_AXE, [TAGS, COLOURS, about])


def nameless(page: Page) -> list[str]:
    """Return the elements that a screen reader announces without a name, as the browser computes it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    announced = [node for node in nodes if not node["ignored"] and node["role"]["value"] in NAMED]
    return [node["role"]["value"] for node in announced if not node.get("name", {}).get("value", "").strip()]


def silent_pictures(page: Page) -> list[str]:
    """Return the pictures and drawings without an alternative text, the figures without a caption."""
    return probe(page, "silent()")


def tables_without_heads(page: Page) -> list[str]:
    """Return what tables lack: a caption, a scope, words in a header, a header in a row."""
    return probe(page, "tables()")


def faint_words(page: Page) -> list[str]:
    """Return the words with a contrast below 4.5 to the paper, or to the bar they stand on."""
    return probe(page, "faint()")


def cut_words(page: Page) -> list[str]:
    """Return the text that sticks out to where nobody can scroll."""
    return probe(page, "cut()")


def touching_words(page: Page) -> list[str]:
    """Return the words of charts that cover each other, or a bar or a line beside them."""
    return probe(page, "touching()")
