"""What the README says of the code is what the code says.

`python tests/unit/test_readme.py` writes the tables of rules and of placeholders into it.
"""

from pathlib import Path

from auszug_lib.delivery.rules.rule import SEVERITIES, Severity
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.paragraph import FORMS, NAMES
from auszug_lib.publication.findings import rules_table
from auszug_lib.statistics.measures import measures

FILE = Path(__file__).parents[2] / "README.md"
README = FILE.read_text(encoding="utf-8")


def with_tables(readme: str) -> str:
    """Return the text of the README with all rules and placeholders, each between its two marks."""
    rules = "\n".join(map(rules_of, SEVERITIES))
    return with_part(with_part(readme, "regeln", rules), "platzhalter", placeholders())


def with_part(readme: str, name: str, part: str) -> str:
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, rest = readme.split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n{part}\n{end}{after}"


def placeholders() -> str:
    known = measures(ParamsFolder(FILE.parent / "params").city("koeln"))
    rows = {
        **{f"`{{{name}}}`": meaning for name, meaning in NAMES.items()},
        **{f"`{{{key}}}`": measure.label for key, measure in known.items()},
    }
    forms = {f"`{{…{form and ':' + form}}}`": says for form, says in FORMS.items()}
    return "\n".join(
        [
            *("| Platzhalter | Bedeutung |", "|---|---|"),
            *(f"| {name} | {meaning} |" for name, meaning in rows.items()),
            *("", "Eine Kennzahl gibt es in diesen Formen:", ""),
            *("| Form | Bedeutung |", "|---|---|"),
            *(f"| {form} | {says} |" for form, says in forms.items()),
            "",
        ]
    )


def rules_of(severity: Severity) -> str:
    rows = rules_table(severity).rows
    lines = [f"| `{row.header}` | {' | '.join(cell.text for cell in row.cells)} |" for row in rows]
    summary = f"<details><summary>{SEVERITIES[severity]}: {len(rows)} Regeln</summary>"
    head = ["| Regel | Betrifft | Meldung | Abhilfe |", "|---|---|---|---|"]
    return "\n".join([summary, "", *head, *lines, "", "</details>", ""])


def test_it_lists_all_rules_and_placeholders():
    assert with_tables(README) == README, "bitte: python tests/unit/test_readme.py"


def test_it_lists_all_columns():
    for table in TABLES.values():
        columns = ", ".join(f"**{c.name}**" if c.required else c.name for c in table.columns)
        columns = columns.replace("**schema_version**", f"**schema_version** ({SCHEMA_VERSION})")
        assert f"| `{table.name}` | {columns} |" in README


if __name__ == "__main__":
    FILE.write_text(with_tables(README), encoding="utf-8", newline="\n")
