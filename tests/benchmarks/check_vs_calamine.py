"""Reading and checking large deliveries, against plainly reading the same sheets; prints both ratios.

`python tests/benchmarks/check_vs_calamine.py` writes a workbook with 100,000 placements (and their cases and
flats), then times in one run: python-calamine into pandas, and reading with all rules. It then reads and
checks 1,000,000 placements from Parquet in a process of their own and prints its peak memory per placement.
Linux and macOS only: the peak is what the system counted.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from auszug_lib.delivery.check import check
from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.reading.inbox import gathered, read_source
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import Year
from auszug_lib.params.folder import ParamsFolder

CITY = ParamsFolder(Path(__file__).parents[2] / "params").city("koeln")
CARRIER = CITY.carriers[0].code
YEAR = Year(city="koeln", year=2019, data="lieferungen", carriers=(CARRIER,))

IN_WORKBOOK, IN_PARQUET = 100_000, 1_000_000
RUNS = 3
KIBIBYTE = 1024
# The system counts the peak in bytes on macOS and in KiB on Linux.
PEAK_UNIT = 1 if sys.platform == "darwin" else KIBIBYTE


def delivery(number: int, carrier: str = CARRIER, seed: int = 2019) -> dict[str, pd.DataFrame]:
    """Return a clean delivery with `number` placements."""
    rng = np.random.default_rng(seed)
    ids = pd.Series(np.arange(number)).astype("str").str.zfill(7)
    adults, children = rng.integers(1, 3, number), rng.integers(0, 4, number)
    moved = pd.Timestamp(2019, 1, 1) + pd.to_timedelta(rng.integers(0, 365, number), unit="D")
    lists = CITY.code_lists

    def one_of(name: str) -> np.ndarray:
        return rng.choice(np.array(lists[name].codes, dtype=object), number)

    tables = {
        "lieferung": {
            "traeger": [carrier],
            "berichtsjahr": [YEAR.year],
            "stand": [pd.Timestamp(2020, 1, 31)],
            "schema_version": [SCHEMA_VERSION],
        },
        "faelle": {
            "fall_id": "F" + ids,
            "anmeldedatum": moved - pd.to_timedelta(rng.integers(1, 900, number), unit="D"),
            "personen": adults + children,
            "erwachsene": adults,
            "kinder": children,
            "haushaltstyp": "sonstiger_mehrpersonenhaushalt",
            "hauptstaatsangehoerigkeit": rng.choice(np.array(["SY", "IQ", "AF"], dtype=object), number),
            "aufenthaltsstatus": one_of("aufenthaltsstatus"),
            "unterkunftsart": one_of("unterkunftsart"),
            "status": "vermittelt",
            "abschlussdatum": moved,
        },
        "wohnungen": {
            "wohnung_id": "W" + ids,
            "vermieterart": "GAG",
            "foerderweg": one_of("foerderweg"),
            "stadtbezirk": one_of("stadtbezirk"),
            "zimmer": rng.integers(1, 6, number).astype(float),
            "wohnflaeche_qm": rng.integers(60, 140, number) + 0.5,
            "kaltmiete": rng.integers(300, 900, number) + 0.25,
        },
        "vermittlungen": {
            "vermittlung_id": "V" + ids,
            "fall_id": "F" + ids,
            "wohnung_id": "W" + ids,
            "vermittlungsweg": "regulaer",
            "mietvertragsdatum": moved,
            "einzugsdatum": moved,
            "personen_eingezogen": adults + children,
        },
    }
    return {
        name: pd.DataFrame(tables.get(name, {}), columns=[column.name for column in table.columns])
        for name, table in TABLES.items()
    }


def write_workbook(folder: Path) -> Path:
    """Write the delivery as a workbook, dates as Excel's dates."""
    file = folder / "gross.xlsx"
    options = {"constant_memory": True, "default_date_format": "dd.mm.yyyy", "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        for name, frame in delivery(IN_WORKBOOK).items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(frame.columns))
            rows = frame.astype(object).where(frame.notna(), None)
            for number, row in enumerate(rows.itertuples(index=False), 1):
                sheet.write_row(number, 0, row)
    return file


def seconds(action: object) -> float:
    """Return the median time of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    return median(times)


def read_plainly(file: Path) -> None:
    """Read all sheets as python-calamine and pandas do by themselves."""
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        pd.DataFrame(rows[1:], columns=rows[0])


def read_and_check(folder: Path) -> None:
    """Read and check everything in `folder`; it must be clean."""
    vocabulary = vocabulary_of(CITY)
    checked = check(gathered({folder: read_source(folder, vocabulary)}), YEAR, CITY, vocabulary)
    assert checked.is_sound, of_severity(checked.findings, "hard").head()
    assert len(checked.records().tables["vermittlungen"]) >= IN_WORKBOOK


def peak_of_parquet(folder: Path) -> float:
    """Return the peak memory in KiB per placement of a process that reads and checks `folder`."""
    command = [sys.executable, __file__, str(folder)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(printed) / IN_PARQUET


def main() -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "excel"
        folder.mkdir()
        file = write_workbook(folder)
        plain, checked = seconds(lambda: read_plainly(file)), seconds(lambda: read_and_check(folder))
        print(f"python-calamine in pandas:        {plain:5.1f} s")
        print(f"lesen und prüfen:                 {checked:5.1f} s")
        print(f"Verhältnis:                       {checked / plain:5.1f}")
        parquet = Path(temporary) / "parquet" / CARRIER
        parquet.mkdir(parents=True)
        for name, frame in delivery(IN_PARQUET).items():
            frame.to_parquet(parquet / f"{name}.parquet", index=False)
        print(f"Parquet, KiB je Vermittlung:      {peak_of_parquet(parquet.parent):5.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_and_check(Path(sys.argv[1]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / KIBIBYTE)
    else:
        main()
