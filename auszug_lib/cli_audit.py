"""What `auszug audit` and `auszug release` say and do with a public folder."""

from collections.abc import Sequence
from pathlib import Path

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.audit import Attacker, Finding, known_figures
from auszug_lib.disclosure.counts import Figure
from auszug_lib.disclosure.frozen import FrozenRelease, write_release
from auszug_lib.disclosure.publication import Publication, read_publication
from auszug_lib.errors import ReleaseError
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.series import counted

_MOST_TOLD = 5


def attacker_of(
    folder: ParamsFolder, year: Year, earlier: Sequence[Path] = (), insider: str | None = None
) -> Attacker:
    """Return who looks at the tables of a year.

    Parameters
    ----------
    folder, year
        The parameters, for the names of figures and the policy.
    earlier
        Public folders or release files about the same year, which the attacker kept.
    insider
        The code of a carrier that knows its own records.
    """
    city = folder.city(year.city)
    figures: dict[Figure, float | None] = {}
    for place in earlier:
        figures |= _earlier(place, year)
    if insider:
        figures |= _own(folder, year, city, insider)
    policy = year.disclosure or city.disclosure
    register = tuple(folder.published(city))
    return Attacker(measures(city), dimensions(city), policy, known_figures(figures), register)


def _earlier(place: Path, year: Year) -> dict[Figure, float | None]:
    if place.is_dir():
        return dict(read_publication(place).figures.get(year.year, {}))
    try:
        return dict(FrozenRelease.model_validate_json(place.read_bytes()).values)
    except (OSError, ValueError):
        raise ReleaseError(f"{place} ist weder ein Ordner mit Berichten noch eine Freigabe.") from None


def _own(folder: ParamsFolder, year: Year, city: City, carrier: str) -> dict[Figure, float | None]:
    city.carrier(carrier)
    cube = counted(folder, year)[0]
    own = cube[cube["carrier"] == carrier]
    columns = (own[name] for name in ("carrier", "measure", "dimension", "category"))
    return dict(zip(zip(*columns, strict=True), own["value"], strict=True))


def findings_in(folder: ParamsFolder, place: Path, **knowledge: object) -> dict[int, list[Finding]]:
    """Return by year what an attacker knows of each dotted figure in a public folder."""
    publication = read_publication(place)
    return {number: _of_year(folder, number, publication, **knowledge) for number in publication.figures}


def _of_year(
    folder: ParamsFolder, number: int, publication: Publication, **knowledge: object
) -> list[Finding]:
    year = folder.year(folder.file_of(number).stem)
    chosen = knowledge if number == publication.year else {}
    attacker = attacker_of(folder, year, **chosen)  # type: ignore[arg-type]
    return attacker.findings(number, publication.figures[number])


def refuse_unsafe(folder: ParamsFolder, place: Path) -> None:
    """Raise `ReleaseError` where the tables in a public folder tell more than the policy allows."""
    unsafe = [
        (year, finding)
        for year, findings in findings_in(folder, place).items()
        for finding in findings
        if not finding.is_promised
    ]
    if unsafe:
        told = "; ".join(f"{year}, {'/'.join(finding.figure)}" for year, finding in unsafe[:_MOST_TOLD])
        raise ReleaseError(
            f"Nichts veröffentlicht: Aus den Tabellen ließen sich {len(unsafe)} geheime Zahlen eingrenzen "
            f"({told}); bitte die Dimension gröber zeigen (Schlüssel disclosure)."
        )


def lines(folder: ParamsFolder, findings: Sequence[Finding], year: int) -> list[str]:
    """Return a line a dotted figure: what it is, and between which values an attacker knows it to lie."""
    city = folder.city(folder.year(folder.file_of(year).stem).city)
    known, dims = measures(city), dimensions(city)
    texts = []
    for finding in findings:
        carrier, measure, dimension, category = finding.figure
        parts = [str(year), "alle Träger" if carrier == TOTAL else carrier, known[measure].label]
        parts += (
            [f"{dims[dimension].label}: {dims[dimension].label_of(category)}"] if dimension != TOTAL else []
        )
        mark = "" if finding.is_promised else "  ZU ENG"
        texts.append(f"{', '.join(parts)}  [{finding.interval.low:g}, {finding.interval.high:g}]{mark}")
    return texts


def freeze(folder: ParamsFolder, place: Path) -> Path:
    """Write what a public folder tells of its year into the releases, and return the file."""
    publication = read_publication(place)
    year = folder.year(folder.file_of(publication.year).stem)
    return write_release(folder, year, publication.figures[publication.year])
