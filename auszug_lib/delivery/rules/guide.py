"""The guide: all rules as Markdown for the README, which a test holds to it.

`python -m auszug_lib.delivery.rules.guide` writes it there.
"""

from pathlib import Path

from auszug_lib.delivery.rules.register import RULES
from auszug_lib.delivery.rules.rule import SEVERITIES, Rule, Severity
from auszug_lib.delivery.rules.wording import in_general

START, END = "<!-- regeln -->\n", "<!-- /regeln -->\n"


def with_guide(readme: str) -> str:
    """Return the text of the README with all rules between its two marks."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    tables = "\n".join(_table(severity) for severity in SEVERITIES)
    return f"{before}{START}\n{tables}\n{END}{after}"


def _table(severity: Severity) -> str:
    rules = [rule for rule in RULES.values() if rule.severity == severity]
    lines = ["| Regel | Betrifft | Meldung | Abhilfe |", "|---|---|---|---|", *map(_line, rules)]
    summary = f"<details><summary>{SEVERITIES[severity]}: {len(rules)} Regeln</summary>"
    return "\n".join([summary, "", *lines, "", "</details>", ""])


def _line(rule: Rule) -> str:
    texts = [f"`{rule.id}`", rule.subject or "jede Stelle", in_general(rule.message), in_general(rule.remedy)]
    return "| " + " | ".join(texts) + " |"


if __name__ == "__main__":
    file = Path("README.md")
    file.write_text(with_guide(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
