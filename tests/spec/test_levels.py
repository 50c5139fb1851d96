"""At which level a table is printed: three is the least count, four where it hides what it is the sum of."""

from dataclasses import replace
from pathlib import Path

import pytest

from auszug_lib.disclosure.counts import CARRIERS, COMBINED, Counts
from auszug_lib.disclosure.plan import Planner
from auszug_lib.params.codes import TOTAL, CodeList
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.policy import Disclosure
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measures import measures

ALL = measures(ParamsFolder(Path(__file__).parents[2] / "params").city("koeln"))
PLACED = {
    key: replace(ALL[key], dimensions=("quarter",), exploratory=())
    for key in ("households_placed", "persons_placed")
}
# Quarters, then halves of the year, then nothing.
LEVELS = {
    "quarter": {"Q1": ("Q1",), "Q2": ("Q2",), "Q3": ("Q3",), "Q4": ("Q4",)},
    "quarter:1": {"H1": ("Q1", "Q2"), "H2": ("Q3", "Q4")},
}
DIMENSIONS = {
    key: Dimension(key, key, CodeList(key, dict.fromkeys(parts, "")), parts=parts)
    for key, parts in LEVELS.items()
}


def planned(table: str, **policy: object) -> Planner:
    """Return what is decided for households by carrier and quarter, drawn as a table; three persons live in each."""
    lines = [line.split() for line in table.strip().splitlines()[1:]]
    counts = {carrier: list(map(int, numbers)) for carrier, *numbers in lines}
    counts[TOTAL] = [sum(column) for column in zip(*counts.values(), strict=True)]
    figures = {}
    for carrier, (q1, q2, q3, q4) in counts.items():
        categories = {"Q1": q1, "Q2": q2, "Q3": q3, "Q4": q4}
        halves = {"H1": q1 + q2, "H2": q3 + q4}
        for measure, times in (("households_placed", 1), ("persons_placed", 3)):
            figures[carrier, measure, TOTAL, TOTAL] = times * (q1 + q2 + q3 + q4)
            for key, cells in (("quarter", categories), ("quarter:1", halves)):
                figures |= {(carrier, measure, key, name): times * n for name, n in cells.items()}
    planner = Planner(Counts(figures, DIMENSIONS), {}, PLACED, Disclosure(sensitive=("quarter",), **policy))
    planner.plan()
    return planner


def levels(table: str, **policy: object) -> tuple[object, object]:
    """Return what the carriers' table shows, and that of all together: quarters, halves or nothing."""
    plan = planned(table, **policy)
    names = {0: "quarters", 1: "halves", None: "nothing"}
    return tuple(names[plan.levels["households_placed", "quarter", scope]] for scope in (CARRIERS, COMBINED))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        # Three is enough, none is no secret.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   3   5   0   9
            DRK       4   3   6   3
            """,
            ("quarters", "quarters"),
        ),
        # One carrier has two in a quarter: all carriers print halves; of all together every quarter has four or more.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   2   5   4   9
            DRK       4   3   6   3
            """,
            ("halves", "quarters"),
        ),
        # Beside the carriers' halves a quarter of 1 + 2 would say who has one and who has two.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   1   5   4   9
            DRK       2   3   6   3
            """,
            ("halves", "halves"),
        ),
        # A half of 2 + 1 is as telling; one of 2 + 2 is not.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   2   1   4   9
            DRK       4   3   6   3
            """,
            ("nothing", "quarters"),
        ),
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   2   2   4   9
            DRK       4   3   6   3
            """,
            ("halves", "quarters"),
        ),
        # Where all of a carrier's households are alike, everybody would know it of each.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   9   0   0   0
            DRK       4   4   6   4
            """,
            ("nothing", "quarters"),
        ),
        # A carrier of three households has no table, and then no carrier has.
        (
            """
            Träger   Q1  Q2  Q3  Q4
            Caritas   3   0   0   0
            DRK       4   5   6   4
            """,
            ("nothing", "quarters"),
        ),
    ],
)
def test_the_first_level_that_gives_nobody_away(table, shown):
    assert levels(table) == shown


SMALL = """
    Träger   Q1  Q2  Q3  Q4
    Caritas   2   5   4   9
    DRK       4   3   6   3
    """


def test_against_a_carrier_inside_all_together_show_what_each_shows():
    assert levels(SMALL, insider="protect") == ("halves", "halves")


def test_a_table_may_be_made_coarser_by_hand_or_left_out():
    assert levels(SMALL, levels={"quarter": 1}) == ("halves", "halves")
    assert levels(SMALL, levels={"quarter": 2}) == ("nothing", "nothing")


def test_a_higher_minimum_is_a_coarser_table():
    assert levels(SMALL, minimum=5) == ("halves", "quarters")
    assert levels(SMALL, minimum=6) == ("halves", "halves")
    assert levels(SMALL, minimum=7) == ("nothing", "halves")


def test_a_carrier_of_few_households_closes_the_carriers_totals_too():
    plan = planned(
        """
        Träger   Q1  Q2  Q3  Q4
        Caritas   2   0   0   0
        DRK       4   5   6   4
        """
    )
    assert (COMBINED, "households_placed", TOTAL) in plan.printed
    assert not {family for family in plan.printed if family[0] == CARRIERS}


def test_of_two_households_in_all_nothing_is_printed():
    plan = planned(
        """
        Träger   Q1  Q2  Q3  Q4
        Caritas   1   0   0   0
        DRK       0   1   0   0
        """
    )
    assert plan.printed == frozenset()
