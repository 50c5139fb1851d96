"""Acceptances in a year's file: all that was there stays, whatever its layout, and what is added is data."""

import pytest
import yaml

from auszug_lib import AuszugError, ParamsError
from auszug_lib.params import Acceptance
from auszug_lib.params.accepting import add_accepted
from auszug_lib.params.yaml import read_yaml

YEAR = "# Köln\ncity: koeln   # die Stadt\nyear: 2024\ndata: lieferungen\n"
OLD = {"rule": "grosser_haushalt", "record": "F1", "reason": "geprüft: ja", "by": "Rau"}
NEW = Acceptance(rule="wohnflaeche", record="1e3", reason='sagt "so"; {a: *b} # !!x', by="yes", carrier="DRK")
NEWEST = Acceptance(rule="wohnflaeche", record="012", reason="ebenso", by="B. Rau")

FLOW = "  - {rule: grosser_haushalt, record: F1, reason: 'geprüft: ja', by: Rau}"
BLOCK = "- rule: grosser_haushalt\n  record: F1\n  by: Rau\n  reason: >-\n    geprüft:\n    ja\n"
LAYOUTS = {
    "none": (YEAR, []),
    "no end of line": (YEAR.strip(), []),
    "Windows": (YEAR.replace("\n", "\r\n") + f"accepted:\r\n{FLOW}\r\n\r\nsignature: Rau\r\n", [OLD]),
    "empty": (f"{YEAR}accepted:\nsignature: Rau\n", []),
    "flow": (f"{YEAR}accepted:\n{FLOW}  # siehe Akte\n\n# danach\nsignature: Rau\n", [OLD]),
    "at the end": (f"{YEAR}accepted:\n{FLOW}", [OLD]),
    "block": (f"{YEAR}accepted:\n{BLOCK}\n# danach\nsignature: Rau\n", [OLD]),
    "after a comment": (f"{YEAR}accepted:  # von Hand\n  # zuerst\n{FLOW}\n  # zuletzt\n", [OLD]),
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "2024.yaml"


@pytest.mark.parametrize(("text", "before"), LAYOUTS.values(), ids=LAYOUTS)
def test_entries_are_added_and_every_line_stays(file, text, before):
    file.write_bytes(text.encode())
    add_accepted(file, [NEW])
    add_accepted(file, [NEWEST])
    added = [one.model_dump(exclude_none=True) for one in (NEW, NEWEST)]
    assert read_yaml(file)["accepted"] == [*before, *added]
    lines = iter(file.read_bytes().decode().splitlines())
    assert all(line in lines for line in text.splitlines()), "in their order"
    assert file.read_bytes().count(b"\r\n") in (0, file.read_bytes().count(b"\n"))
    assert yaml.safe_load(file.read_bytes())["city"] == "koeln"


@pytest.mark.parametrize(
    "text",
    [
        f"{YEAR}accepted: []\n",
        f"{YEAR}accepted: [{{rule: grosser_haushalt, record: F1, reason: so, by: Rau}}]\n",
        "{city: koeln, year: 2024, data: lieferungen}\n",
        f"{YEAR}signature: Rau\n...\n",
    ],
)
def test_where_there_is_no_room_for_a_line_it_says_so_and_changes_nothing(file, text):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"2024\.yaml, Schlüssel accepted: .*bitte"):
        add_accepted(file, [NEW])
    assert file.read_text(encoding="utf-8") == text
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_refuses_leaves_the_file(file, monkeypatch):
    def refuse(*_):
        raise OSError(28, "voll")

    file.write_text(YEAR, encoding="utf-8")
    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(AuszugError, match="ließ sich nicht schreiben"):
        add_accepted(file, [NEW])
    assert file.read_text(encoding="utf-8") == YEAR
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_one(file, tmp_path):
    real = tmp_path / "anderswo.yaml"
    real.write_text(YEAR, encoding="utf-8")
    file.symlink_to(real)
    add_accepted(file, [NEW])
    assert file.is_symlink()
    assert read_yaml(real)["accepted"]
