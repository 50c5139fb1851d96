"""Chains: every level holds each code once, and what cannot be a level is one sentence."""

from itertools import pairwise

import pytest

from auszug_lib.params.codes import CodeList
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.groups import CHAINS, Group, Level
from auszug_lib.statistics.dimensions import chain, dimensions

DISTRICTS = CodeList("stadtbezirk", {"1": "Mitte", "2": "Nord", "3": "Süd", "aussen": "Außerhalb"})


def level(**groups: tuple[str, ...]) -> Level:
    return Level(
        label="Seite", groups={k: Group(label=k.title(), codes=codes) for k, codes in groups.items()}
    )


def test_what_is_not_joined_stands_alone_in_the_order_of_the_last_code():
    found = level(stadt=("1", "3")).categories(DISTRICTS)
    assert {key: group.codes for key, group in found.items()} == {
        "2": ("2",),
        "stadt": ("1", "3"),
        "aussen": ("aussen",),
    }
    assert list(found) == ["2", "stadt", "aussen"]
    assert found["2"].label == "Nord"


@pytest.mark.parametrize(
    ("groups", "mistake"),
    [
        ({"a": ("1", "9")}, "den Code „9“ gibt es in der Liste nicht"),
        ({"a": ("1", "2"), "b": ("2", "3")}, "ein Code steht in zwei Gruppen"),
        ({"2": ("1", "3")}, "„2“ ist schon ein Code der Liste"),
        ({"a": ("1", "2")}, ""),
    ],
)
def test_what_is_wrong_with_a_level(groups, mistake):
    assert level(**groups).mistake(DISTRICTS.codes, None) == mistake


def test_a_level_keeps_together_what_the_one_before_it_joined():
    north, south = level(norden=("2", "3")), level(rest=("3", "aussen"))
    assert (
        south.mistake(DISTRICTS.codes, north) == "„Norden“ aus der Stufe davor ist hier auseinandergerissen"
    )
    assert level(rest=("2", "3", "aussen")).mistake(DISTRICTS.codes, north) == ""


def test_every_level_of_koeln_holds_every_code_once_and_becomes_coarser():
    known = dimensions(ParamsFolder.find().city("koeln"))
    roots = [key for key, dimension in known.items() if not dimension.level and dimension.parts]
    assert set(CHAINS) < set(roots)
    for root in roots:
        finest, *coarser = chain(known, root)
        for before, one in pairwise((finest, *coarser)):
            codes = [code for own in one.parts.values() for code in own]
            assert sorted(codes) == sorted(finest.parts)
            assert one.holds(before)
            assert len(one.parts) > 1
        sizes = [len(one.parts) for one in (finest, *coarser)]
        assert sizes == sorted(sizes, reverse=True)
