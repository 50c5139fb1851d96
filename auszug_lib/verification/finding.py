"""A finding: something in a public folder that nobody can account for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where.

    Parameters
    ----------
    file
        Path below the public folder.
    place
        Where in the file: a section, a table and its row, a page; may be empty.
    reason
        One German sentence that names the number.
    """

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        place = f" ({self.place})" if self.place else ""
        return f"{self.file}{place}: {self.reason}"


def orphan(file: str, place: str, number: str, within: str) -> Finding:
    """Return the finding that a number has no origin; the text it stands in, `within`, is shortened."""
    words = " ".join(within.replace("\N{OBJECT REPLACEMENT CHARACTER}", "…").split())
    at = max(0, words.find(number))
    start = max(0, at - 40)
    shown = words[start : at + 40]
    shown = f"{'…' if start else ''}{shown}{'…' if at + 40 < len(words) else ''}"
    return Finding(file, place, f"Die Zahl {number} hat keine Herkunft: „{shown}“.")
