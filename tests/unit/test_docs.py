"""What the handbook says of the code is what the code says.

`python tests/unit/test_docs.py` writes the generated parts into its pages, each between its two marks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import yaml
from pydantic import BaseModel, TypeAdapter

from auszug_lib.cli import commands  # noqa: F401 - it adds them to the app
from auszug_lib.cli.app import app
from auszug_lib.delivery.rules.rule import SEVERITIES
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES
from auszug_lib.params import Acceptance, City, Year
from auszug_lib.params.base import Section
from auszug_lib.params.city import Aliases, Carrier
from auszug_lib.params.codes import PACKAGE_CODES
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.groups import Group, Level
from auszug_lib.params.paragraph import FORMS, NAMES, Paragraph
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import Published, PublishedFigure
from auszug_lib.publication.findings import SEVERAL, rules_table
from auszug_lib.statistics.dimensions import chain, dimensions
from auszug_lib.statistics.measures import measures

PROJECT = Path(__file__).parents[2]
KOELN = ParamsFolder(PROJECT / "params").city("koeln")
COMMANDS: Mapping[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]

# The models of the files of parameters, and under which heading a page has them.
MODELS: Mapping[type[BaseModel], str] = {
    Year: "jahr",
    Acceptance: "accepted",
    Paragraph: "paragraphs",
    Disclosure: "disclosure",
    City: "stadt",
    Carrier: "carriers",
    Level: "groups",
    Group: "groups",
    Aliases: "aliases",
    Published: "register",
    PublishedFigure: "register",
}
HEADING_OF = {model.__name__: heading for model, heading in MODELS.items()}
KINDS = {
    "id": "Kennung",
    "date": "Tag",
    "count": "ganze Zahl",
    "decimal": "Zahl",
    "bool": "ja oder nein",
    "code": "aus der Liste",
}


def table(head: tuple[str, ...], *rows: tuple[object, ...]) -> str:
    """Return rows as a table in Markdown."""
    lines = [[str(cell).replace("|", "\\|") for cell in row] for row in (head, *rows)]
    first, *others = [f"| {' | '.join(cells)} |" for cells in lines]
    return "\n".join([first, f"|{'---|' * len(head)}", *others])


def rules() -> str:
    parts = []
    for severity in SEVERITIES:
        rows = [(f"`{row.header}`", *(cell.text for cell in row.cells)) for row in rules_table(severity).rows]
        head = ("Regel", "Betrifft", "Meldung", "Abhilfe")
        parts.append(f"## {SEVERAL[severity]}\n\n{len(rows)} Regeln.\n\n{table(head, *rows)}")
    return "\n\n".join(parts)


def keys(model: type[BaseModel]) -> str:
    """Return the keys of a file, or of a part of it, in a table."""
    schema = model.model_json_schema()
    rows = []
    for key, one in schema["properties"].items():
        example = f"`{one['examples'][0]}`" if "examples" in one else ""
        without = "nötig" if key in schema.get("required", ()) else default(one.get("default"))
        rows.append((f"`{key}`", one["description"], kind(one), without, example))
    return table(("Schlüssel", "Bedeutung", "Art", "ohne Angabe", "Beispiel"), *rows)


def default(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(value)
    return f"`{value}`" if value and not isinstance(value, dict) else ""


def kind(schema: Mapping[str, Any]) -> str:
    """Return what a JSON schema asks for, in German."""
    if "$ref" in schema:
        heading = HEADING_OF[schema["$ref"].rpartition("/")[2]]
        return f"[{heading}](#{heading})"
    if "anyOf" in schema:
        return " oder ".join(kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return " oder ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("format") == "date":
        return "Tag"
    limits = f", {schema['minimum']} bis {schema['maximum']}" if schema["type"] == "integer" else ""
    of = schema.get("items") or schema.get("additionalProperties")
    of = of or next(iter(schema.get("patternProperties", {}).values()), None)
    words = {
        "integer": "ganze Zahl",
        "number": "Zahl",
        "string": "Text",
        "array": "Liste",
        "object": "Zuordnung",
    }
    return words[schema["type"]] + limits + (f": {kind(of)}" if of else "")


def placeholders() -> str:
    known = measures(KOELN)
    rows = {**NAMES, **{key: measure.label for key, measure in known.items()}}
    forms = [(f"`{{…{form and ':' + form}}}`", says) for form, says in FORMS.items()]
    names = table(("Platzhalter", "Bedeutung"), *((f"`{{{name}}}`", says) for name, says in rows.items()))
    return f"{names}\n\nEine Kennzahl gibt es in diesen Formen:\n\n{table(('Form', 'Bedeutung'), *forms)}"


def columns() -> str:
    parts = []
    for sheet in TABLES.values():
        rows = []
        for column in sheet.columns:
            asked = (
                f"aus der Liste [{column.codes}](#{column.codes})" if column.codes in PACKAGE_CODES else ""
            )
            asked = f"{SCHEMA_VERSION}" if column.name == "schema_version" else asked
            must = "ja" if column.required else ""
            rows.append((f"`{column.name}`", column.about, must, asked or KINDS[column.kind]))
        head = ("Spalte", "Bedeutung", "Pflicht", "Angabe")
        parts.append(f"### {sheet.name}\n\n{sheet.about}\n\n{table(head, *rows)}")
    return "\n\n".join(parts)


def code_lists() -> str:
    used = {column.codes for sheet in TABLES.values() for column in sheet.columns}
    parts = []
    for one in PACKAGE_CODES.values():
        if one.name in used:
            rows = ((f"`{code}`", says) for code, says in one.labels.items())
            parts.append(f"### {one.name}\n\n{table(('Code', 'Bedeutung'), *rows)}")
    return "\n\n".join(parts)


def sections() -> str:
    return ", ".join(f"`{name}`" for name in get_args(Section))


def known_measures() -> str:
    rows = [
        (f"`{key}`", one.label, one.definition, ", ".join(f"`{name}`" for name in one.dimensions))
        for key, one in measures(KOELN).items()
    ]
    return table(("Schlüssel", "Kennzahl", "was sie zählt", "nach"), *rows)


def known_dimensions() -> str:
    rows = [(f"`{key}`", one.label) for key, one in dimensions(KOELN).items() if not one.level]
    return table(("Schlüssel", "Merkmal"), *rows)


def levels() -> str:
    rows = []
    for key, one in dimensions(KOELN).items():
        for step in chain(dimensions(KOELN), key)[1:]:
            joined = [step.label_of(category) for category, codes in step.parts.items() if len(codes) > 1]
            rows.append((f"{one.label} (`{key}`)", step.level, step.label, "; ".join(joined)))
    return table(("Merkmal", "Stufe", "nach", "was sie zusammenfasst"), *rows)


def shell() -> str:
    parts = []
    for name, command in COMMANDS.items():
        context = command.make_context(name, [], resilient_parsing=True)
        rows = [one.get_help_record(context) for one in command.get_params(context) if one.name != "help"]
        told = table(("Angabe", "Bedeutung"), *((f"`{key}`", meaning(says)) for key, says in rows))
        parts.append(f"## auszug {name}\n\n{command.help}\n\n{told}")
    return "\n\n".join(parts)


def meaning(help_text: str) -> str:
    return re.sub(r" *\[.+\]$", "", help_text.replace("[required]", "")).strip()


PARTS: Mapping[str, Callable[[], str]] = {
    "befehle": shell,
    "regeln": rules,
    "platzhalter": placeholders,
    "spalten": columns,
    "listen": code_lists,
    "abschnitte": sections,
    "kennzahlen": known_measures,
    "merkmale": known_dimensions,
    "stufen": levels,
    **{f"schluessel-{model.__name__}": lambda model=model: keys(model) for model in MODELS},
}
MARK = re.compile(r"<!-- erzeugt: (?P<name>[\w-]+) -->\n.*?<!-- /erzeugt -->", re.DOTALL)


def generated(page: str) -> str:
    """Return a page with what the code says between its marks."""
    return MARK.sub(
        lambda part: f"<!-- erzeugt: {part['name']} -->\n\n{PARTS[part['name']]()}\n\n<!-- /erzeugt -->", page
    )


def pages() -> Iterator[tuple[Path, str]]:
    for file in sorted(PROJECT.glob("docs/**/*.md")):
        text = file.read_text(encoding="utf-8")
        if MARK.search(text):
            yield file, text


def test_pages_say_what_the_code_says() -> None:
    stale = [file.name for file, text in pages() if generated(text) != text]
    assert stale == [], "bitte: python tests/unit/test_docs.py"


def test_every_generated_part_stands_on_one_page() -> None:
    assert sorted(part["name"] for _, text in pages() for part in MARK.finditer(text)) == sorted(PARTS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_has_a_meaning_and_a_right_example(model: type[BaseModel]) -> None:
    for key, field in model.model_fields.items():
        assert field.description, key
        for example in field.examples or ():
            TypeAdapter(field.rebuild_annotation()).validate_python(yaml.safe_load(str(example)))


def test_the_glossary_has_every_word_of_the_handbook() -> None:
    words, glossary = (
        set(re.findall(r"^\| ([^|`]+) \|", (PROJECT / page).read_text(encoding="utf-8"), re.MULTILINE))
        for page in ("docs/de/woerter.md", "docs/en/glossary.md")
    )
    assert len(words) > 10
    assert words - {"Wort", "Schlüssel"} - glossary == set()


def test_the_readme_names_all_commands() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `auszug {name}" not in readme] == []


if __name__ == "__main__":
    for file, text in pages():
        file.write_text(generated(text), encoding="utf-8", newline="\n")
