"""The identity of a figure: read as it is written, and never mistaken for another."""

import pytest

from auszug_lib.publication.figure_id import FigureId


def test_what_is_written_is_read_again():
    figure = FigureId(2019, "gesamt", "households_placed", "landlord:1", "a/b")
    assert str(figure) == "2019/gesamt/households_placed/landlord:1/a/b"
    assert FigureId.parse(str(figure)) == figure


@pytest.mark.parametrize("text", ["", "2019/gesamt/households_placed", "veroeffentlicht/2015-01-01/b/c/d/e"])
def test_other_texts_are_none(text):
    with pytest.raises(ValueError, match=r"unpack|int"):
        FigureId.parse(text)
