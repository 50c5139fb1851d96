"""Messages: true for any figures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.publication.chart import category_chart
from auszug_lib.publication.document import Cell, Chart
from auszug_lib.publication.message import (
    extremes,
    leaders,
    month_message,
    portion,
    share_message,
    trend_message,
)
from auszug_lib.statistics.measures import FLATS, HOUSEHOLDS

from ...trials import TRIALS
from .drawn import YEAR, Kind, draw


def cells(*values: float) -> list[Cell]:
    return [Cell(f"{value:g}", value) for value in values]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (67, 132, "gut die Hälfte"),
        (66, 132, "die Hälfte"),
        (65, 132, "knapp die Hälfte"),
        (86, 134, "knapp zwei Drittel"),
        (2, 3, "zwei Drittel"),
        (1, 3, "ein Drittel"),
        (13, 132, "knapp ein Zehntel"),
        (5, 132, ""),
        (131, 132, "fast alle"),
        (3, 3, "alle"),
    ],
)
def test_a_share_in_words(part, whole, words):
    assert portion(part, whole) == words


@given(whole=st.integers(1, 2000), data=st.data())
def test_a_share_in_words_is_never_far_from_the_share(whole, data):
    part = data.draw(st.integers(1, whole))
    words = portion(part, whole)
    if words.startswith("gut "):
        assert portion(whole * 0.999, whole) != words
    assert bool(words) == (part / whole >= 0.095)


def test_the_largest_is_named_with_its_share():
    found = leaders(["GAG", "Privat"], cells(2, 1))
    assert found is not None
    assert share_message(found, 3, FLATS) == "GAG: zwei Drittel der Wohnungen"
    assert month_message(found, HOUSEHOLDS) == "Die meisten Haushalte im GAG"


def test_two_share_the_first_place():
    found = leaders(["Kalk", "Porz", "Nippes"], cells(4, 4, 2))
    assert found is not None
    assert share_message(found, 10, HOUSEHOLDS) == "Kalk und Porz: je zwei Fünftel der Haushalte"


def test_nobody_leads_where_all_are_equal_or_nothing_was_counted():
    assert leaders(["a", "b"], cells(3, 3)) is None
    assert leaders(["a", "b"], cells(0, 0)) is None


def test_the_largest_and_the_smallest_are_told():
    told = "Der größte Wert ist 7 (b). Der kleinste Wert ist 1 (a und c)."
    assert extremes(["a", "b", "c"], cells(1, 7, 1)) == told
    assert extremes(["a", "b"], cells(2, 2)) == ""


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (132.0, 130.0, "Haushalte: etwa so viele wie im Jahr davor"),
        (4.0, 3.0, "Haushalte: ein Drittel mehr als im Jahr davor"),
        (139.0, 130.0, "Haushalte: etwas mehr als im Jahr davor"),
        (100.0, 130.0, "Haushalte: knapp ein Viertel weniger als im Jahr davor"),
        (260.0, 130.0, "Haushalte: doppelt so viele wie im Jahr davor"),
        (300.0, 130.0, "Haushalte: mehr als doppelt so viele wie im Jahr davor"),
        (2.0, 130.0, "Haushalte: weniger als im Jahr davor"),
        (0.0, 130.0, "Haushalte: weniger als im Jahr davor"),
        (5.0, 0.0, "Haushalte: mehr als im Jahr davor"),
        (130.0, 130.0, "Haushalte: so viele wie im Jahr davor"),
    ],
)
def test_a_year_is_compared_with_the_one_before(now, before, told):
    assert trend_message("Haushalte", now, before, "im Jahr davor") == told


CUT = [
    *(
        ("households_placed", "month"),
        ("households_placed", "landlord"),
        ("households_placed", "household_size"),
    ),
    *(("consultations", "channel"), ("workshops", "target_group"), ("cases_closed", "closing_reason")),
]


@pytest.mark.parametrize("withheld", [(), (YEAR,)])
def test_messages_are_true(withheld):
    told = 0
    for seed in range(40 * TRIALS):
        drawn = draw(Kind(withheld_years=withheld), seed)
        scope = drawn.scopes[0]
        for key, by in CUT:
            level = scope.shown(key, by)
            if level is None:
                continue
            measure, categories = scope.measures[key], scope.categories(key, level.key)
            shown = [scope.cell(key, level.key, category) for category in categories]
            total = scope.cell(key).value
            found = leaders(categories, shown)
            if found is None or not total:
                continue
            told += 1
            truth = {c: drawn.truth[YEAR, "gesamt", key, level.key, c] for c in categories}
            assert {c for c, value in truth.items() if value == max(truth.values())} >= set(found.labels)
            for message in (share_message(found, total, measure.unit), month_message(found, measure.unit)):
                assert not re.search(r"None|nan|  |:$", message)
            assert ("alle " in share_message(found, total, measure.unit)) == (found.value / total > 0.95)
    assert told > 50


def test_a_chart_of_random_figures_says_what_it_shows():
    for seed in range(8):
        drawn = draw(Kind(withheld_years=(YEAR,)), seed)
        for chart in (category_chart(drawn.scopes[0], key, by) for key, by in CUT[1:4]):
            if isinstance(chart, Chart):
                for words in (chart.title, chart.subtitle, chart.alt):
                    assert not re.search(r"None|\bnan\b|  |\.\.|: ;|: \.", words)
