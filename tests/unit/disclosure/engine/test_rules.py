import math

from auszug_lib.disclosure.engine.lattice import Lattice
from auszug_lib.disclosure.engine.problem import Relation
from auszug_lib.disclosure.engine.rules import Rules, problem_of
from auszug_lib.disclosure.engine.tables import Cell, Release

FAMILIES = (frozenset(), frozenset({"nation"}))
RELEASE = Release(Lattice({"nation": ("SY", "IQ", "AF")}), {"households": FAMILIES, "persons": FAMILIES})
COUNTS = {(): (9, 21), ("SY",): (7, 15), ("IQ",): (2, 6), ("AF",): (0, 0)}


def cell(measure: str, *nation: str) -> Cell:
    return Cell(measure, frozenset(("nation", name) for name in nation))


VALUES = {
    cell(measure, *nation): counts[place]
    for nation, counts in COUNTS.items()
    for place, measure in enumerate(("households", "persons"))
}


def rules(**options) -> Rules:
    return Rules("households", ("persons",), (frozenset(),), **options)


def statuses(problem) -> dict:
    return {unit.key: unit.status for unit in problem.units}


def test_small_counts_are_secret_zeros_and_headlines_public():
    found = statuses(problem_of(RELEASE, VALUES, rules()))
    assert found[cell("households", "IQ")] == "secret"
    assert found[cell("households", "SY")] == "open"
    assert found[cell("households", "AF")] == found[cell("households")] == "public"


def test_a_higher_minimum_makes_more_secret():
    assert len(problem_of(RELEASE, VALUES, rules(minimum=8)).secret) == 2


def test_where_zeros_are_printed_a_dot_is_at_least_one():
    bounds = {variable.key: variable.lower for variable in problem_of(RELEASE, VALUES, rules()).variables}
    assert bounds[cell("households", "SY")] == 1


def test_zeros_may_be_as_secret_as_small_counts():
    problem = problem_of(RELEASE, VALUES, rules(zeros_dotted=frozenset({"nation"})))
    assert statuses(problem)[cell("households", "AF")] == "secret"
    assert {variable.lower for variable in problem.variables if variable.key.place} == {0}


def test_households_and_persons_are_dotted_together_and_both_protected():
    problem = problem_of(RELEASE, VALUES, rules())
    unit = next(unit for unit in problem.units if unit.key == cell("households", "IQ"))
    assert unit.variables == (cell("households", "IQ"), cell("persons", "IQ"))
    asked = {requirement.variable: requirement for requirement in problem.requirements}
    assert asked[cell("households", "IQ")].upper_at_least == 3
    assert asked[cell("persons", "IQ")].upper_at_least == 6 + 1
    assert asked[cell("households", "SY")].upper_at_least == -math.inf
    assert asked[cell("households", "SY")].width_at_least == 1


def test_earlier_releases_are_facts_and_bounds():
    fact = Relation(((cell("households", "IQ"), 1.0),), 2, 4)
    problem = problem_of(RELEASE, VALUES, rules(), (fact,), {cell("persons", "SY"): (10, 18)})
    assert fact in problem.relations
    assert next(v.upper for v in problem.variables if v.key == cell("persons", "SY")) == 18
