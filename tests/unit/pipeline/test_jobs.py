"""Which reports a year has, and what its notebooks are told."""

import pytest
from papermill.iorw import read_yaml_file

from auszug_lib import ParamsError
from auszug_lib.params import Year
from auszug_lib.pipeline.jobs import jobs_of, load_set

from ...koeln import KOELN

FOLDER = KOELN.folder


def test_a_year_has_the_notice_the_joint_report_and_one_report_a_carrier() -> None:
    jobs = load_set(KOELN, "2019").jobs
    assert {job.stem: job.notebook for job in jobs} == {
        "mitteilung": "notice",
        "gesamtbericht": "combined_report",
        "traegerbericht-caritas": "carrier_report",
        "traegerbericht-drk": "carrier_report",
        "traegerbericht-kfr": "carrier_report",
    }


@pytest.mark.parametrize("name", FOLDER.names())
def test_parameters_are_what_papermill_reads_from_the_file(name: str) -> None:
    notice, *_, carrier = load_set(KOELN, name).jobs
    written = read_yaml_file(str(FOLDER.file(name)))
    assert notice.parameters == written
    assert carrier.parameters == {**notice.parameters, "carrier": "KFR"}


def test_an_internal_set_has_the_report_on_the_deliveries_too() -> None:
    jobs = load_set(KOELN, "2019", visibility="intern").jobs
    assert (jobs[-1].stem, jobs[-1].notebook) == ("pruefbericht", "data_check")
    assert jobs[-1].parameters["visibility"] == "intern"


def test_records_and_passwords_stay_in_the_years_file() -> None:
    accepted = {"rule": "grosser_haushalt", "record": "F-0815", "reason": "geprüft", "by": "Rau"}
    values = {
        "city": "koeln",
        "year": 2019,
        "data": "postgresql://drk:geheim@db/akten",
        "accepted": [accepted],
    }
    jobs = jobs_of(Year.model_validate(values), FOLDER.city("koeln"))
    assert jobs[0].parameters == {"city": "koeln", "year": 2019}


def test_only_keeps_the_order_of_the_set() -> None:
    chosen = load_set(KOELN, "2019", ["traegerbericht-drk", "mitteilung"])
    assert [job.stem for job in chosen.jobs] == ["mitteilung", "traegerbericht-drk"]
    assert (chosen.draft, chosen.audience) == (True, "entwurf")
    assert not load_set(KOELN, "2019").draft


def test_the_report_on_the_deliveries_alone_is_no_draft() -> None:
    assert load_set(KOELN, "2019", ["pruefbericht"], "intern").audience == "intern"


def test_only_names_the_known_reports_where_it_is_wrong() -> None:
    with pytest.raises(
        ParamsError, match=r"„traegerbericht-awo“ gibt es nicht .+; bekannt sind: mitteilung, gesamt"
    ):
        load_set(KOELN, "2019", ["traegerbericht-awo"])
