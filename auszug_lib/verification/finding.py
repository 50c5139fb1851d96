"""A finding: something in a public folder that nobody can account for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is wrong, as a German sentence, and where: the path below the public folder, the place in it."""

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
    shown = f"{'…' if start else ''}{words[start : at + 40]}{'…' if at + 40 < len(words) else ''}"
    return Finding(file, place, f"Die Zahl {number} hat keine Herkunft: „{shown}“.")
