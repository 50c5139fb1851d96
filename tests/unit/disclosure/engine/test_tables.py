import math

import pandas as pd
from synthetic_years import release

from auszug_lib.disclosure.engine.lattice import Coarsening, Lattice
from auszug_lib.disclosure.engine.tables import Cell, Ratio, Release, count

RECORDS = pd.DataFrame({"carrier": ["A", "A", "B"], "month": [1, 2, 2], "persons": [2, 1, 4]})
LATTICE = Lattice({"carrier": ("A", "B"), "month": (1, 2)})
FAMILIES = (frozenset(), frozenset({"month"}), frozenset({"month", "carrier"}))


def cell(measure: str, **place: object) -> Cell:
    return Cell(measure, frozenset(place.items()))


def holds(relation, values) -> bool:
    total = sum(factor * values[key] for key, factor in relation.terms)
    return relation.lower <= total <= relation.upper


def test_records_are_counted_and_summed():
    counted = count(RECORDS, Release(LATTICE, {"n": FAMILIES, "p": FAMILIES}), {"n": None, "p": "persons"})
    assert counted[cell("n", month=2)] == 2
    assert counted[cell("p", month=2)] == 1 + 4
    assert counted[cell("p", month=2, carrier="B")] == 4
    assert counted[cell("p", month=1, carrier="B")] == 0


def test_sums_go_from_each_table_to_its_next_margins():
    relations = Release(LATTICE, {"n": FAMILIES}).relations()
    assert len(relations) == 1 + 2  # months to the total; carriers to each month; nothing twice
    assert all(relation.lower == relation.upper == 0 for relation in relations)


def test_tables_that_share_a_margin_nobody_prints_are_tied_all_the_same():
    lattice = Lattice({"a": (1, 2), "b": (1, 2), "c": (1, 2)})
    printed = Release(lattice, {"n": (frozenset("ab"), frozenset("ac"))})
    hidden = [found for found in printed.cells() if not printed.is_printed(found)]
    assert [sorted(found.place) for found in hidden] == [[("a", 1)], [("a", 2)]]
    assert len(printed.relations()) == 2 + 2


def test_quarters_of_carriers_and_months_of_all_are_tied():
    coarse = Coarsening("quarter", "month", {1: "I", 2: "I"})
    lattice = Lattice({"carrier": ("A", "B"), "month": (1, 2)}, (coarse,))
    printed = Release(lattice, {"n": (frozenset({"carrier", "quarter"}), frozenset({"month"}))})
    values = count(RECORDS, printed, {"n": None})
    assert len(printed.relations()) == 1 + 1
    assert all(holds(relation, values) for relation in printed.relations())


def test_persons_lie_between_multiples_of_households():
    ratio = Ratio("persons", "households", 1, 12, {"size": {2: (2, 2), 5: (5, 12)}})
    assert ratio.at(frozenset({("size", 2), ("carrier", "A")})) == (2, 2)
    assert ratio.at(frozenset({("size", 5)})) == (5, 12)
    assert ratio.at(frozenset({("month", 5)})) == (1, 12)
    open_ended = Ratio("persons", "households", 1, math.inf)
    families = (frozenset({"month"}),)
    known = Release(LATTICE, {"persons": families, "households": families}, (open_ended,)).relations()
    assert [relation.upper for relation in known if len(relation.terms) == 2] == [math.inf, math.inf]


def test_a_year_prints_248_household_cells():
    assert sum(found.measure == "households" for found in release().cells()) == 248
    assert all(release(two_way=True).is_printed(found) for found in release(two_way=True).cells())
