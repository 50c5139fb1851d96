"""Charts: their alternative texts must tell the figures that are drawn, each under its own label."""

import re
from collections import Counter
from collections.abc import Iterator

from auszug_lib.codes import TOTAL
from auszug_lib.publication.document import PUBLISHED
from auszug_lib.verification.figures import Printed
from auszug_lib.verification.finding import Finding, orphan
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import NUMBER, has_number, numbers_in
from auszug_lib.verification.page import Drawing


def drawing_findings(file: str, drawing: Drawing, known: Known) -> Iterator[Finding]:
    """Yield where the alternative text of a chart and its figures disagree."""
    place = f"{drawing.place}, Alternativtext"
    drawn = Counter(number for figure in drawing.figures for number in numbers_in(figure.text))
    told = _told(drawing.alt, known)
    for number in told:
        if number not in drawn:
            yield orphan(file, place, number, drawing.alt)
    for number, times in drawn.items():
        if told[number] < times:
            yield Finding(file, place, f"Die gezeichnete Zahl {number} fehlt im Alternativtext.")
    yield from _of_labels(file, place, drawing, known)


def _told(alt: str, known: Known) -> Counter[str]:
    """Return the numbers of an alternative text that are neither years nor in labels."""
    numbers = numbers_in((known.words | known.labels).crossed_out(alt))
    return Counter(n for n in numbers if not (n.isdecimal() and int(n) in known.years))


def _of_labels(file: str, place: str, drawing: Drawing, known: Known) -> Iterator[Finding]:
    """Yield the numbers that stand behind the label of another figure."""
    by_label: dict[str, set[str]] = {}
    for figure in drawing.figures:
        for label in _labels(figure, known):
            by_label.setdefault(label, set()).add(figure.text)
    for label, texts in by_label.items():
        for found in re.finditer(rf"(?<!\w){re.escape(label)}: ({NUMBER.pattern})", drawing.alt):
            if found[1] not in texts and not _begins_with_number(drawing.alt[found.start(1) :], known):
                drawn = ", ".join(sorted(texts))
                yield Finding(file, place, f"Bei „{label}“ steht {found[1]}, gezeichnet ist {drawn}.")


def _begins_with_number(text: str, known: Known) -> bool:
    """Say whether a text begins with a label that has a number in it, as that of a panel's first category."""
    return not has_number(known.labels.crossed_out(text)[:2])


def _labels(figure: Printed, known: Known) -> list[str]:
    """Return what a figure may be called in its chart: its category, or its carrier or year."""
    parts = figure.name.split("/")
    if len(parts) < 5:
        return []
    if parts[0] == PUBLISHED:
        return [parts[1][:4]]
    if parts[3] != TOTAL:
        return [known.label_of(figure.name)]
    carriers = [carrier.short_name for carrier in known.year.lines_in(known.city) if carrier.code == parts[1]]
    return carriers or [parts[0]]
