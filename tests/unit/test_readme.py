"""What the README says of the code is what the code says.

`python tests/unit/test_readme.py` writes the table of rules into it.
"""

from pathlib import Path

from auszug_lib.delivery.rules.rule import SEVERITIES, Severity
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES
from auszug_lib.publication.findings import rules_table

FILE = Path(__file__).parents[2] / "README.md"
README = FILE.read_text(encoding="utf-8")
START, END = "<!-- regeln -->\n", "<!-- /regeln -->\n"


def with_rules(readme: str) -> str:
    """Return the text of the README with all rules between its two marks."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n{chr(10).join(map(rules_of, SEVERITIES))}\n{END}{after}"


def rules_of(severity: Severity) -> str:
    rows = rules_table(severity).rows
    lines = [f"| `{row.header}` | {' | '.join(cell.text for cell in row.cells)} |" for row in rows]
    summary = f"<details><summary>{SEVERITIES[severity]}: {len(rows)} Regeln</summary>"
    head = ["| Regel | Betrifft | Meldung | Abhilfe |", "|---|---|---|---|"]
    return "\n".join([summary, "", *head, *lines, "", "</details>", ""])


def test_it_lists_all_rules():
    assert with_rules(README) == README, "bitte: python tests/unit/test_readme.py"


def test_it_lists_all_columns():
    for table in TABLES.values():
        columns = ", ".join(f"**{c.name}**" if c.required else c.name for c in table.columns)
        columns = columns.replace("**schema_version**", f"**schema_version** ({SCHEMA_VERSION})")
        assert f"| `{table.name}` | {columns} |" in README


if __name__ == "__main__":
    FILE.write_text(with_rules(README), encoding="utf-8", newline="\n")
