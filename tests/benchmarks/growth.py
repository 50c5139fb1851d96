"""What a year costs as it grows: `python tests/benchmarks/growth.py`, or `… growth.py csv`.

Makes years of three carriers with 130 placements, as Cologne has, and ten, a hundred and a thousand times as
many, with cases, advice and accompaniments in proportion, as Parquet or CSV. Each year is read, checked,
counted, planned and printed (the joint report) in a process of its own. The table has for each step seconds
of processor time, the factor to the size before, and the most memory until then. Linux and macOS only.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
from check_vs_calamine import CITY, PEAK_UNIT, delivery

from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.page import read_page, web_page
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.project import Project
from auszug_lib.report import open_report

HERE = Path(__file__).parents[2]
SIZES = (130, 1_300, 13_000, 130_000)
STEPS = ("lesen", "prüfen", "zählen", "planen", "drucken")
MEBIBYTE = 1024**2
YEAR = "2019"
# Rows for each placement, as in the example year 2019.
WAITING, SESSIONS, CONSULTATIONS, WORKSHOPS, ACCOMPANIMENTS, POSITIONS = 1.5, 0.3, 1.1, 0.3, 3.2, 0.05


def large_delivery(number: int, carrier: str, seed: int) -> dict[str, pd.DataFrame]:
    """Return a clean delivery with `number` placements and all that belongs to so many."""
    tables = delivery(number, carrier, seed)
    rng = np.random.default_rng(seed)
    cases = _some(rng, tables["faelle"], WAITING * number)
    waiting = cases.assign(fall_id=_ids("N", len(cases)), status="wartend", abschlussdatum=pd.NaT)
    sessions = _on_days(rng, SESSIONS * number, "termin_id").assign(angeboten=True, stattgefunden=True)
    advice = _some(rng, sessions[["termin_id", "datum"]], CONSULTATIONS * number)
    workshops = _on_days(rng, WORKSHOPS * number, "workshop_id")
    met = _on_days(rng, ACCOMPANIMENTS * number, "begleitung_id")
    positions = pd.DataFrame({"stelle_id": _ids("S", 1 + int(POSITIONS * number)), "umfang_vzae": 0.5})
    rows = {
        "faelle": pd.concat([tables["faelle"], waiting], ignore_index=True),
        "sprechstunden": sessions,
        "beratungen": advice.assign(
            beratung_id=_ids("B", len(advice)),
            kanal=_one_of(rng, "kanal", len(advice)),
            zielgruppe=_one_of(rng, "zielgruppe", len(advice)),
        ),
        "workshops": workshops.assign(
            thema=_one_of(rng, "thema", len(workshops)), zielgruppe="gefluechtete", teilnehmende=9
        ),
        "begleitungen": met.assign(
            fall_id=rng.choice(waiting["fall_id"].to_numpy(), len(met)),
            art=_one_of(rng, "begleitungsart", len(met)),
        ),
        "stellen": positions.assign(befristet=False, beginn=pd.Timestamp(2018, 1, 1)),
    }
    return tables | {name: frame.reindex(columns=tables[name].columns) for name, frame in rows.items()}


def _ids(letter: str, number: int) -> pd.Series:
    return letter + pd.Series(np.arange(number)).astype("str").str.zfill(7)


def _some(rng: np.random.Generator, rows: pd.DataFrame, number: float) -> pd.DataFrame:
    return rows.iloc[rng.integers(0, len(rows), int(number))].reset_index(drop=True)


def _on_days(rng: np.random.Generator, number: float, key: str) -> pd.DataFrame:
    """Return rows with an identifier and a day of the year, in their order."""
    days = np.sort(rng.integers(0, 365, int(number)))
    dated = pd.Timestamp(2019, 1, 1) + pd.to_timedelta(days, unit="D")
    return pd.DataFrame({key: _ids(key[0].upper(), int(number)), "datum": dated})


def _one_of(rng: np.random.Generator, codes: str, number: int) -> np.ndarray:
    return rng.choice(np.array(CITY.code_lists[codes].codes, dtype=object), number)


def write_project(folder: Path, number: int, form: str) -> None:
    """Write a project with one year of `number` placements."""
    (folder / "params").mkdir(parents=True)
    for name in ("koeln.yaml", "published.yaml"):
        shutil.copy(HERE / "params" / name, folder / "params")
    (folder / "params" / f"{YEAR}.yaml").write_text(f"city: koeln\nyear: {YEAR}\ndata: lieferungen\n")
    for seed, carrier in enumerate(CITY.carriers):
        own = folder / "lieferungen" / carrier.stem
        own.mkdir(parents=True)
        for name, frame in large_delivery(number // len(CITY.carriers), carrier.code, seed).items():
            if form == "csv":
                frame.to_csv(own / f"{name}.csv", index=False, sep=";", decimal=",")
            else:
                frame.to_parquet(own / f"{name}.parquet", index=False)


def measure(folder: Path) -> None:
    """Print for each step the seconds of processor time and the peak memory in MiB up to its end."""
    project = Project(ParamsFolder(folder / "params"))
    Project.find = classmethod(lambda cls: project)  # type: ignore[method-assign]
    year = project.year(YEAR, "oeffentlich")
    acts: tuple[Callable[[], object], ...] = (
        lambda: project.inbox(year.sources[0], "koeln", vocabulary_of(year.city, "koeln.yaml")),
        lambda: year.records,
        lambda: year.cube,
        lambda: year.public_cube,
        lambda: print_report(int(YEAR)),
    )
    for act in acts:
        start = time.process_time()
        act()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / MEBIBYTE
        print(time.process_time() - start, peak)


def print_report(year: int) -> None:
    """Print the joint report as HTML and PDF, from its notebook's own cells."""
    notebook = nbformat.read(HERE / "notebooks" / "combined_report.ipynb", as_version=4)
    report = open_report(year=year, visibility="oeffentlich")
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.startswith("report."):
            shown = eval(cell.source, {"report": report})
            cell.outputs = [nbformat.v4.new_output("display_data", dict(shown._repr_mimebundle_()))]
    page = read_page(notebook)
    web_page(page).encode(), typeset(page)


def figures(size: int, form: str) -> list[tuple[float, float]]:
    """Return seconds and MiB of each step for a year of `size` placements."""
    with tempfile.TemporaryDirectory() as folder:
        for act in ("write", "measure"):
            printed = _run(act, str(Path(folder) / "project"), str(size), form)
    lines = [line.split() for line in printed.splitlines()]
    return [(float(seconds), float(peak)) for seconds, peak in lines]


def _run(*words: str) -> str:
    command = [sys.executable, __file__, *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def main(form: str) -> None:
    """Print the table: a row a step, a column a size, with the factor from one size to the next."""
    found = [figures(size, form) for size in SIZES]
    totals = [(sum(seconds for seconds, _ in steps), steps[-1][1]) for steps in found]
    print(f"{'Vermittlungen':14}" + "".join(f"{size:>18,}".replace(",", ".") for size in SIZES))
    for number, step in enumerate((*STEPS, "zusammen")):
        own = [steps[number] for steps in found] if number < len(STEPS) else totals
        before = [None, *(seconds for seconds, _ in own)]
        cells = [
            f"{seconds:7.2f} s" + (f" × {seconds / last:5.1f}" if last else " " * 8)
            for (seconds, _), last in zip(own, before, strict=False)
        ]
        print(f"{step:14}" + "".join(f"{cell:>18}" for cell in cells))
        print(f"{'':14}" + "".join(f"{f'{peak:.0f} MiB':>18}" for _, peak in own))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder, size, form]:
            write_project(Path(folder), int(size), form)
        case ["measure", folder, *_]:
            measure(Path(folder))
        case [*form]:
            main(*(form or ["parquet"]))
