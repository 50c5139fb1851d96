"""The pages on the code name what there is: functions on a value's way, modules, dependencies."""

import ast
import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ARCHITECTURE = (PROJECT / "docs/en/architecture.md").read_text(encoding="utf-8")
WAY = ARCHITECTURE.partition("## The way of one value")[2].partition("\n## ")[0]
DEPENDENCIES = (PROJECT / "docs/en/dependencies.md").read_text(encoding="utf-8")


def defined() -> set[str]:
    """Return the names of all functions and, behind their class, of all methods of the package."""
    names = set()
    for file in (PROJECT / "auszug_lib").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                names |= {
                    f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)
                }
            if isinstance(node, ast.FunctionDef):
                names.add(node.name)
    return names


def test_every_step_of_a_values_way_is_a_function_and_there_are_as_many_as_it_says():
    steps = [
        name for line in WAY.splitlines() if line[:1].isdigit() for name in re.findall(r"`([\w.]+)`", line)
    ]
    assert set(steps) <= defined()
    assert len(steps) == len(set(steps)) < 40
    assert f", {len(steps)} functions," in WAY


def test_every_module_that_a_page_names_is_there():
    own = [
        PROJECT / "noxfile.py",
        *(file for folder in ("auszug_lib", "tests") for file in (PROJECT / folder).rglob("*.py")),
    ]
    there = [f"/{file.relative_to(PROJECT).as_posix()}" for file in own]
    for page in (PROJECT / "README.md", *PROJECT.glob("docs/**/*.md")):
        for name in re.findall(r"`(?:python )?([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            assert any(file.endswith(f"/{name}") for file in there), f"{page.name}: {name}"


def test_every_dependency_has_a_sentence():
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = declared["optional-dependencies"].values()
    listed = [*declared["dependencies"], *(one for extra in extras for one in extra)]
    names = {re.match(r"[\w.-]+", one)[0] for one in listed} - {"auszug"}
    rows = re.findall(r"^\| (?:`\w+` \| )?([\w., -]+) \| [^|]+ \|$", DEPENDENCIES, re.MULTILINE)
    told = {name.strip() for row in rows for name in row.split(",")} - {"package"}
    assert told == names
