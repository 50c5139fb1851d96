"""What `auszug diff` says: the figures that differ, and where the records behind them stand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.cli.making import shown
from auszug_lib.params.codes import TOTAL
from auszug_lib.project import Project
from auszug_lib.publication.sheet import write_sheet
from auszug_lib.verification.changes import (
    STATE,
    Change,
    Comparison,
    compared_deliveries,
    compared_outputs,
    is_output,
)

_MOST_RECORDS = 10  # of a measure that are named
_COLUMNS = [STATE, "Datei", "Blatt", "Zeile"]


def compared(project: Project, folders: Sequence[Path], name: str | None) -> Comparison:
    """Return how two folders differ; `name` is that of the year's file, by default the folders' own."""
    for folder in folders:
        if not folder.is_dir():
            raise ParamsError(f"Den Ordner „{folder}“ gibt es nicht.")
    if any(map(is_output, folders)):
        return compared_outputs(project, folders)
    names = [folder.resolve().name for folder in reversed(folders)]
    name = name or next((one for one in names if project.folder.file(one).is_file()), None)
    if name is None:
        raise ParamsError(f"Von welchem Jahr „{names[0]}“ ist, sagt der Name nicht; bitte mit --year nennen.")
    return compared_deliveries(project, name, folders)


def lines(comparison: Comparison, out: Path | None) -> Iterator[str]:
    """Yield what is said of two folders; the records themselves are written to `out`, an Excel file."""
    count = len(comparison.changes)
    what = {0: "Keine Zahl unterscheidet sich.", 1: "Eine Zahl unterscheidet sich:"}
    yield what.get(count, f"{count} Zahlen unterscheiden sich:")
    listed = []
    for key, changes in comparison.by_measure().items():
        measure = comparison.year.measures[key]
        yield measure.label
        places = [_place(change, comparison) for change in changes]
        width = max(map(len, places))
        for place, change in zip(places, changes, strict=True):
            yield f"  {place.ljust(width)}  {change.before or 'nichts'} → {change.after or 'nichts'}"
        records = comparison.records(measure, changes)
        listed.append(records.assign(Kennzahl=measure.label))
        yield from _standing(records)
    if comparison.files:
        yield f"Andere Lieferungen: {', '.join(comparison.files)}"
    if out is not None:
        yield f"Geschrieben: {shown(_write(out, listed))}"


def _place(change: Change, comparison: Comparison) -> str:
    """Return where a figure stands: its carrier, its category, and its year where it is another one."""
    figure, year = change.figure, comparison.year
    names = {line.code: line.short_name for line in year.city.carriers} | {TOTAL: "alle Träger"}
    parts = [names.get(figure.carrier, figure.carrier)]
    if figure.dimension != TOTAL:
        dimension = year.dimensions[figure.dimension]
        parts.append(f"{dimension.label}: {dimension.label_of(figure.category)}")
    if figure.year != year.params.year:
        parts.append(str(figure.year))
    return ", ".join(parts)


def _standing(records: pd.DataFrame) -> Iterator[str]:
    """Yield where the first records stand, never what they say."""
    named = records.head(_MOST_RECORDS)
    for state, file, sheet, row in zip(*(named.get(column, ()) for column in _COLUMNS), strict=True):
        yield f"    {state}: {file}, {sheet}, Zeile {row}"
    if len(records) > _MOST_RECORDS:
        yield f"    … und {len(records) - _MOST_RECORDS} weitere Zeilen"


def _write(out: Path, listed: list[pd.DataFrame]) -> Path:
    found = pd.concat([one for one in listed if len(one)] or [pd.DataFrame(columns=_COLUMNS)])
    found = found.dropna(axis="columns", how="all") if len(found) else found
    first = [name for name in ("Kennzahl", *_COLUMNS) if name in found]
    found = found[[*first, *(name for name in found if name not in first)]]
    digits = [2 if pd.api.types.is_float_dtype(dtype) else 0 for dtype in found.dtypes]
    return Path(write_sheet(out, "Akten hinter den Zahlen (intern)", found, digits))
