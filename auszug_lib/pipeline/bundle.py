"""The bundles: a folder a committee with what goes to it, ready to be attached to the agenda."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from auszug_lib.params import Year
from auszug_lib.pipeline.files import Report
from auszug_lib.pipeline.plan import CHECK

BUNDLES = "gremien"


def write_bundles(folder: Path, year: Year, reports: Iterable[Report]) -> None:
    """Write `gremien/<committee>/` anew: the PDF of every report, for each committee of the year.

    The report on the deliveries goes to no committee; where there is no other, nothing is written.

    Parameters
    ----------
    folder
        The audience's folder, in which the PDFs lie already.
    year
        The year, for its committees.
    reports
        The reports that were made or stay.
    """
    shutil.rmtree(folder / BUNDLES, ignore_errors=True)
    told = [report for report in reports if report.stem != CHECK]
    files = [folder / name for report in told for name in report.files if name.endswith(".pdf")]
    for committee in year.committees if files else ():
        bundle = folder / BUNDLES / committee
        bundle.mkdir(parents=True)
        for file in files:
            shutil.copy2(file, bundle / file.name)
