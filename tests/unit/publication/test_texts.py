"""The standard texts are German for any figures: none, one, many, with and without a year before."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auszug_lib.codes import TOTAL
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.publication.scope import Scope
from auszug_lib.report import Report
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.series import load_figures

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
TEXTS = sorted(
    path.name.removesuffix(".md.j2")
    for path in (Path(__file__).parents[3] / "auszug_lib/templates/text").glob("*.md.j2")
    if path.name != "pruefung.md.j2"  # speaks of findings, not of figures: tests/unit/test_data_check.py
)
UNGRAMMATICAL = re.compile(
    r"None|\bnan\b|NaN|\binf\b|\{|\}|"
    r"\b1 (?:Haushalte|Personen|Wohnungen|Beratungen|Stellen|Workshops|Tage|Jahre|Monate|Begleitungen)\b|"
    r"\b(?:ein|kein) (?:Person|Wohnung|Beratung|Stelle|Begleitung|Teilnahme)\b|"
    r"\b(?:eine|keine) (?:Haushalt|Workshop|Tag|Mal)\b|"
    r"(?<![\d.,])0 \w|\s[.,;]|\.\.|\(\)"
)


def report_on(year: int, carrier: str = TOTAL) -> Report:
    params, city = FOLDER.year(str(year)), FOLDER.city("koeln")
    figures = load_figures(FOLDER, params)
    scope = Scope(figures, city, params, carrier, measures(city), dimensions(city))
    return Report(scope, (), "2019.yaml", pd.DataFrame())


REPORTS = {
    "without a year before": report_on(2019),
    "with a year before": report_on(2023),
    "one carrier": report_on(2020, "DRK"),
}


def test_every_template_is_tried():
    assert {"einleitung", "vermittlung", "stellen"} <= set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("kind", REPORTS)
@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32 - 1), most=st.sampled_from([1, 2, 3, 2000]), secret=st.sampled_from([0, 0.3, 1])
)
def test_a_text_is_german_for_any_figures(kind, name, seed, most, secret):
    report = REPORTS[kind]
    cube = report.scope.figures.cube
    rng = np.random.default_rng(seed)
    values = rng.integers(0, most + 1, len(cube)).astype(float)
    about_households = cube["measure"].map(lambda key: report.scope.measures[key].facts in ABOUT_HOUSEHOLDS)
    values[about_households & (rng.random(len(cube)) < secret)] = np.nan
    scope = replace(report.scope, figures=replace(report.scope.figures, cube=cube.assign(value=values)))
    text = replace(report, scope=scope).text(name).markdown
    words = " ".join(text.replace("*", "").split())
    assert (UNGRAMMATICAL.findall(words), words) == ([], words)
