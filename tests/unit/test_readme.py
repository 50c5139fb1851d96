"""What the README says of the code is what the code says."""

from pathlib import Path

from auszug_lib.delivery.rules.guide import with_guide
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_it_lists_all_rules():
    assert with_guide(README) == README, "bitte: python -m auszug_lib.delivery.rules.guide"


def test_it_lists_all_columns():
    for table in TABLES.values():
        columns = ", ".join(f"**{c.name}**" if c.required else c.name for c in table.columns)
        columns = columns.replace("**schema_version**", f"**schema_version** ({SCHEMA_VERSION})")
        assert f"| `{table.name}` | {columns} |" in README
