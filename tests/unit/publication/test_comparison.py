"""A figure beside that of the year before: more, less, as many, none, one, secret."""

from pathlib import Path

import pytest

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.publication.comparison import Wording, comparison
from auszug_lib.publication.document import Cell
from auszug_lib.publication.numbers import number
from auszug_lib.publication.prose import MARK, unmarked
from auszug_lib.statistics.measures import measures

MEASURES = measures(ParamsFolder(Path(__file__).parents[3] / "params").city("koeln"))
PLAIN, NAMED = Wording(), Wording(named=True)
ALWAYS = Wording(always=True)
OF_TIME = Wording(named=True, case="accusative")


def compared(key: str, now: float | None, before: float | None, wording: Wording = PLAIN) -> str:
    digits = MEASURES[key].digits
    cells = [
        Cell(number(value, digits), value, f"{year}/gesamt/{key}/gesamt/gesamt")
        for value, year in ((now, 2020), (before, 2019))
    ]
    return comparison(*cells, MEASURES[key], wording)


@pytest.mark.parametrize(
    ("key", "now", "before", "wording", "told"),
    [
        ("partner_flats", 39, 67, PLAIN, ", 28 weniger als im Jahr davor (−42\u00a0%)"),
        ("partner_flats", 67, 39, PLAIN, ", 28 mehr als im Jahr davor (+72\u00a0%)"),
        ("partner_flats", 4, 3, PLAIN, ""),
        ("partner_flats", 4, 2, PLAIN, ", 2 mehr als im Jahr davor"),
        ("workshops", 3, 4, PLAIN, ""),
        ("workshops", 3, 3, PLAIN, ""),
        ("workshops", 1, 1, PLAIN, ""),
        ("workshops", 1, 1, ALWAYS, ", wie schon im Jahr davor"),
        ("workshops", 0, 0, ALWAYS, ", wie schon im Jahr davor"),
        ("workshops", 0, 12, PLAIN, ", im Jahr davor 12"),
        ("workshops", 12, 0, PLAIN, ", im Jahr davor keiner"),
        ("households_placed", 12, 0, NAMED, ", im Jahr davor kein Haushalt"),
        ("households_placed", 0, 12, NAMED, ", im Jahr davor 12"),
        ("households_placed", 131, 132, NAMED, ""),
        ("households_placed", 131, 132, ALWAYS, ", etwa so viele wie im Jahr davor (132)"),
        ("households_placed", 126, 132, ALWAYS, ", etwa so viele wie im Jahr davor (132)"),
        ("households_placed", 125, 132, ALWAYS, ", 7 weniger als im Jahr davor (−5\u00a0%)"),
        ("households_placed", 132, 132, NAMED, ""),
        ("households_placed", 4, 3, ALWAYS, ", einer mehr als im Jahr davor"),
        ("households_placed", 132, 132, ALWAYS, ", ebenso viele wie im Jahr davor"),
        (
            "waiting_time_median",
            3,
            2,
            OF_TIME,
            ", einen Tag mehr als im Jahr davor",
        ),
        ("waiting_time_median", 400, 200, NAMED, ", 200 Tage mehr als im Jahr davor"),
        ("sessions_offered", 147, 39, PLAIN, ", öfter als im Jahr davor (39 Mal)"),
        ("sessions_offered", 1, 39, PLAIN, ", seltener als im Jahr davor (39 Mal)"),
        ("sessions_offered", 39, 39, PLAIN, ""),
        ("sessions_offered", 39, 0, PLAIN, ", im Jahr davor nie"),
        ("sessions_offered", 0, 1, PLAIN, ", im Jahr davor ein Mal"),
        (
            "registrations",
            2000,
            2200,
            Wording("ein Jahr davor"),
            ", 200 weniger als ein Jahr davor (−9\u00a0%)",
        ),
        ("registrations", 500, 20, PLAIN, ", 480 mehr als im Jahr davor"),
        ("registrations", 25, 19, PLAIN, ", 6 mehr als im Jahr davor"),
        ("mean_household_size", 3.1, 2.8, PLAIN, ", 0,3 Personen mehr als im Jahr davor"),
        ("workshops", None, 3, PLAIN, ""),
        ("workshops", 3, None, PLAIN, ""),
    ],
)
def test_a_year_beside_the_one_before(key, now, before, wording, told):
    assert unmarked(compared(key, now, before, wording)) == told


def test_a_difference_and_a_change_say_what_they_are_made_of():
    figure = "2020/gesamt/partner_flats/gesamt/gesamt"
    assert MARK.findall(compared("partner_flats", 39, 67)) == [
        ("28 weniger", figure, "difference", "67", "-28"),
        ("−42", figure, "change", "67", "-42"),
    ]


def test_where_nothing_was_the_figure_of_the_year_before_is_named():
    text = compared("partner_flats", 0, 67)
    assert MARK.findall(text) == [("67", "2019/gesamt/partner_flats/gesamt/gesamt", "", "", "67")]
