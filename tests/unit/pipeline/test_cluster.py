"""A cluster that is not there, or is another one than here, is a sentence; and how a fleet is divided."""

import pickle
import socket
import sys
from pathlib import Path

import pytest

from auszug_lib import AuszugError, ParamsError
from auszug_lib.pipeline.cluster import connected
from auszug_lib.pipeline.current import made_with
from auszug_lib.pipeline.fleet import portions_of
from auszug_lib.pipeline.processes import LostError, has_threads
from auszug_lib.pipeline.station import answer

NAMES = tuple(f"{city}-{year}" for city in ("bonn", "koeln") for year in (2019, 2020))


@pytest.fixture(autouse=True)
def _can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(has_threads, "set", lambda: None)  # nothing is connected here


def refusal(address: str) -> str:
    with pytest.raises(ParamsError) as refused, connected(address, 1.0, ()):
        pytest.fail("there is no scheduler")
    return str(refused.value)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'auszug[cluster]'" in refusal("tcp://127.0.0.1:8786")


def test_where_no_scheduler_answers_it_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", "127.0.0.1", "tcp://127.0.0.1:http", "quatsch://127.0.0.1:1"):
        assert f"Unter „{address}“ antwortet kein Scheduler" in refusal(address)


def answered(made_by: str, folder: Path) -> AuszugError:
    """Return what a worker answers that does not come so far as to make anything."""
    return pickle.loads(answer(b"", seconds=1.0, made_by=made_by, folders=(folder,)))


def test_a_worker_with_another_version_makes_nothing(tmp_path: Path) -> None:
    assert "in anderer Fassung" in str(answered("anders", tmp_path))


def test_a_worker_that_does_not_see_a_folder_makes_nothing(tmp_path: Path) -> None:
    assert f"Den Ordner „{tmp_path / 'fehlt'}“ gibt es auf" in str(answered(made_with(), tmp_path / "fehlt"))


def test_a_lost_call_can_be_sent() -> None:
    assert pickle.loads(pickle.dumps(LostError(late=True))).late


def test_the_years_of_a_city_stay_together_where_there_are_cities_enough() -> None:
    cities = [f"stadt{number}-{year}" for number in range(8) for year in (2019, 2020)]
    assert portions_of(cities, 1)[:2] == [("stadt0-2019", "stadt0-2020"), ("stadt1-2019", "stadt1-2020")]
    assert portions_of(NAMES, 1) == [(name,) for name in NAMES]
