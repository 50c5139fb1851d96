"""What of a year and of those before it is public, the policy, and the releases."""

import json

import pandas as pd
import pytest

from auszug_lib import ParamsError, ReleaseError
from auszug_lib.disclosure.public import with_sums
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.project import Project, ReportYear

PLACED = "households_placed"


@pytest.fixture
def folder(own_params):
    return own_params


def with_policy(folder: ParamsFolder, text: str) -> None:
    with (folder.path / "2019.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\ndisclosure: {text}\n")


def test_the_public_cube_has_no_small_count_and_no_gap(folder):
    project = Project(folder)
    for name in folder.names():
        cube = project.year(name).public_figures.cube
        own = cube[(cube["year"] == int(name)) & (cube["measure"] == PLACED)]
        assert not own["value"].isna().any()
        assert not ((own["value"] > 0) & (own["value"] < 3)).any()


def test_of_the_year_before_there_are_sums_at_every_coarser_level_and_of_older_ones_totals(folder):
    figures = Project(folder).year("2020").public_figures
    place = {"year": 2019, "carrier": TOTAL}
    assert figures.has(PLACED, "month", **place)
    assert figures.value(PLACED, dimension="month:2", category="H1", **place) == 67
    assert not figures.has(PLACED, "nationality", **place)
    older = figures.cube[figures.cube["year"] == 2016]
    assert set(older["dimension"]) == {TOTAL}


def test_sums_are_those_of_the_records(folder):
    year = Project(folder).year("2023")
    cube = year.cube
    true = dict(
        zip(
            zip(*(cube[k] for k in ("carrier", "measure", "dimension", "category")), strict=True),
            cube["value"],
            strict=True,
        )
    )
    finest = {place: value for place, value in true.items() if ":" not in place[2] and place[1] == PLACED}
    sums = with_sums(finest, year.measures, year.dimensions)
    assert len(sums) > len(finest)
    assert all(true[place] == value for place, value in sums.items())


def test_carriers_that_stand_together_are_one_line(folder):
    with_policy(folder, "{carriers_together: [DRK, KFR]}")
    project = Project(folder)
    cube = project.year("2019").public_figures.cube
    assert set(cube[cube["year"] == 2019]["carrier"]) == {TOTAL, "Caritas", "DRK-KFR"}
    apart, one = (project.year("2019", visibility).cube for visibility in ("intern", "oeffentlich"))
    assert set(apart["carrier"]) == {TOTAL, "Caritas", "DRK", "KFR"}
    placed = [
        c[(c["measure"] == PLACED) & (c["dimension"] == TOTAL)].set_index("carrier")["value"]
        for c in (apart, one)
    ]
    assert placed[0]["DRK"] + placed[0]["KFR"] == placed[1]["DRK-KFR"]


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        (
            "{sensitive: [nationalitaet]}",
            "Schlüssel disclosure.sensitive: „nationalitaet“ gibt es nicht (meinten Sie „nationality“?)",
        ),
        ("{levels: {distrikt: 1}}", "disclosure.levels: „distrikt“ gibt es nicht (meinten Sie „district“?)"),
        ("{levels: {month: 4}}", "disclosure.levels.month: Monat hat die Stufen 0 bis 2; 3 heißt"),
    ],
)
def test_a_policy_that_names_what_there_is_not(folder, policy, sentence):
    with_policy(folder, policy)
    with pytest.raises(ParamsError) as error:
        Project(folder).year("2019").policy  # noqa: B018
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("{most_dots: 0.2}", "disclosure.most_dots gibt es nicht mehr: jede Tabelle steht vollständig"),
        ("{carrier_levels: {month: coarse}}", "disclosure.carrier_levels gibt es nicht mehr: levels gilt"),
        ("{zeros_dotted: [month]}", "disclosure.zeros_dotted gibt es nicht mehr"),
        ("{group_disclosure: flag}", "disclosure.group_disclosure gibt es nicht mehr"),
        ("{largest_household: 9}", "disclosure.largest_household gibt es nicht mehr"),
        ("{carriers_together: [DRK]}", "ein Träger allein"),
        ("{carriers_together: [DRK, AWO]}", "disclosure.carriers_together: „AWO“ gibt es nicht"),
        ("{insider: flag}", "disclosure.insider: erlaubt sind nur ignore oder protect"),
        ("{minimum: 1}", "disclosure.minimum: muss mindestens 2 sein"),
    ],
)
def test_a_wrong_policy_is_one_sentence(folder, policy, sentence):
    with_policy(folder, policy)
    with pytest.raises(ParamsError) as error:
        folder.year("2019")
    assert sentence in str(error.value)


def test_example_data_are_final_and_real_ones_a_draft_until_released(folder, monkeypatch):
    assert not Project(folder).year("2019").is_draft
    monkeypatch.setattr(ReportYear, "is_example", False)
    year = Project(folder).year("2019")
    assert year.is_draft
    assert not Project(folder).year("2019", "intern").is_draft
    year.write_release()
    assert not Project(folder).year("2019").is_draft


def test_a_released_year_prints_what_was_released_whatever_is_counted_now(folder):
    year = Project(folder).year("2019")
    before = year.public_figures.cube
    file = year.write_release()
    year = Project(folder).year("2019")
    with pytest.raises(ReleaseError, match=r"2019 ist schon freigegeben \(2019\.json\)"):
        year.write_release()
    as_released = year.public_figures.cube
    order = ["carrier", "measure", "dimension", "category"]
    pd.testing.assert_frame_equal(
        as_released.sort_values(order, ignore_index=True), before.sort_values(order, ignore_index=True)
    )
    content = json.loads(file.read_text(encoding="utf-8"))
    content["figures"][f"{TOTAL}/{PLACED}/{TOTAL}/{TOTAL}"] = 131
    file.write_text(json.dumps(content), encoding="utf-8")
    for later in ("2019", "2020"):
        figures = Project(folder).year(later).public_figures
        assert figures.value(PLACED, year=2019, carrier=TOTAL) == 131


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda content: {"city": "koeln", "year": 2019, "figures": content["figures"]},
            "nach den alten Regeln",
        ),
        (lambda content: [], "ist keine Freigabe"),
        (lambda content: {**content, "figures": {"gesamt": 1}}, "ist keine Freigabe"),
        (lambda content: {**content, "year": 2018}, "Freigabe eines anderen Jahres"),
        (
            lambda content: {**content, "levels": {"district:1": {"1": "innenstadt"}}},
            "zeigt die Stufe district:1, die inzwischen anders zusammenfasst",
        ),
    ],
)
def test_a_file_that_is_no_release_of_this_year_and_these_levels(folder, change, sentence):
    file = Project(folder).year("2019").write_release()
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(change(content)), encoding="utf-8")
    with pytest.raises(ParamsError) as error:
        Project(folder).year("2019").release  # noqa: B018
    assert sentence in str(error.value)
    assert "releases/2019.json" in str(error.value)


def test_a_new_code_in_a_list_does_not_change_a_frozen_level(folder):
    Project(folder).year("2019").write_release()
    file = folder.path / "koeln.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("    kirche: Kirche\n", "    kirche: Kirche\n    stiftung: Stiftung\n"), encoding="utf-8"
    )
    assert Project(ParamsFolder(folder.path)).year("2019").release
