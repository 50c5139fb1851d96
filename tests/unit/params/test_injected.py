"""What papermill writes into a notebook is known to it, or stops it; what somebody types there is free."""

from types import SimpleNamespace

import IPython
import pytest

from auszug_lib import ParamsError
from auszug_lib.params.injected import refuse_unknown_parameters

OWN = 'year = 2019\ncarrier = "DRK"'


def run_after(monkeypatch: pytest.MonkeyPatch, *cells: str) -> None:
    shell = SimpleNamespace(user_ns={"In": ["", *cells]})
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    refuse_unknown_parameters()


@pytest.mark.parametrize(
    "cells",
    [
        (),
        (OWN, '# Parameters\ncarrier = "KFR"\n', "report"),
        (OWN, "carier = 1", "other = 2"),
        ("%matplotlib inline\n" + OWN, "# Parameters of mine\nx = 1"),
    ],
)
def test_what_is_known_or_typed_is_let_be(monkeypatch, cells):
    run_after(monkeypatch, *cells)


def test_what_is_unknown_is_one_sentence(monkeypatch):
    with pytest.raises(ParamsError, match="„carier“ gibt es nicht"):
        run_after(monkeypatch, OWN, '# Parameters\nyear = 2020\ncarier = "KFR"\n', "report")


def test_outside_of_a_notebook_nothing_is_asked(monkeypatch):
    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    refuse_unknown_parameters()
