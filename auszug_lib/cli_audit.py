"""What `auszug audit` and `auszug release` say and do with a public folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.audit import Attacker, Finding, known_figures
from auszug_lib.disclosure.counts import Figure
from auszug_lib.disclosure.frozen import FrozenRelease, write_release
from auszug_lib.disclosure.in_force import policy_in_force
from auszug_lib.disclosure.publication import read_publication
from auszug_lib.errors import ReleaseError
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.series import counted

Told = Mapping[Figure, float | None]
_MOST_TOLD = 5


def attacker_of(
    folder: ParamsFolder,
    year: Year,
    earlier: Sequence[Path] = (),
    insider: str | None = None,
    before: Told = MappingProxyType({}),
) -> Attacker:
    """Return who looks at the tables of a year.

    Parameters
    ----------
    folder, year
        The parameters, for the names of figures and the policy.
    earlier
        Public folders or release files about the same year or the one before, which the attacker kept.
    insider
        The code of a carrier that knows its own records.
    before
        What the reports at hand tell of the year before.
    """
    city = folder.city(year.city)
    figures: dict[Figure, float | None] = {}
    last = dict(before)
    for told in map(_earlier, earlier):
        figures |= told.get(year.year, {})
        kept = told.get(year.year - 1, {})
        last |= {figure: v for figure, v in kept.items() if v is not None or figure not in last}
    if insider:
        figures |= _own(folder, year, city, insider)
    policy = policy_in_force(folder, year)
    register = tuple(folder.published(city))
    return Attacker(measures(city), dimensions(city), policy, known_figures(figures), register, last)


def _earlier(place: Path) -> Mapping[int, Told]:
    if place.is_dir():
        return read_publication(place).figures
    try:
        release = FrozenRelease.model_validate_json(place.read_bytes())
        return {release.year: release.values}
    except (OSError, ValueError):
        raise ReleaseError(f"{place} ist weder ein Ordner mit Berichten noch eine Freigabe.") from None


def _own(folder: ParamsFolder, year: Year, city: City, carrier: str) -> dict[Figure, float | None]:
    city.carrier(carrier)
    cube = counted(folder, year)[0]
    own = cube[cube["carrier"] == carrier]
    columns = (own[name] for name in ("carrier", "measure", "dimension", "category"))
    return dict(zip(zip(*columns, strict=True), own["value"], strict=True))


def findings_in(
    folder: ParamsFolder, place: Path, earlier: Sequence[Path] = (), insider: str | None = None
) -> dict[int, list[Finding]]:
    """Return by year what an attacker knows of each dotted figure in a public folder.

    Parameters
    ----------
    folder, place
        The parameters, and the public folder.
    earlier, insider
        What else the attacker knows, see `attacker_of`; an insider attacks the report year alone.
    """
    publication = read_publication(place)
    found = {}
    for told in map(_earlier, earlier):
        for number in told.keys() & publication.figures.keys():
            _refuse_corrected(folder, number, told[number], publication.figures[number])
    for number, figures in publication.figures.items():
        own = insider if number == publication.year else None
        year, before = _year(folder, number), publication.figures.get(number - 1, {})
        found[number] = attacker_of(folder, year, earlier, own, before).findings(number, figures)
    return found


def _refuse_corrected(folder: ParamsFolder, number: int, before: Told, now: Told) -> None:
    """Raise `ReleaseError` where two releases count households differently: the difference is somebody."""
    known = measures(folder.city(_year(folder, number).city))
    for figure, value in now.items():
        old = before.get(figure)
        is_other = old is not None and value is not None and old != value
        if is_other and known[figure[1]].facts in ABOUT_HOUSEHOLDS:
            raise ReleaseError(
                f"{number}, {'/'.join(figure)} war früher {old:n} und ist jetzt {value:n}: Der Unterschied "
                "verriete, um wen es geht; bitte veröffentlichen, was freigegeben ist."
            )


def _year(folder: ParamsFolder, number: int) -> Year:
    return folder.year(folder.file_of(number).stem)


def refuse_unsafe(folder: ParamsFolder, place: Path) -> None:
    """Raise `ReleaseError` where the tables in a public folder tell more than the policy allows."""
    unsafe = [
        finding
        for findings in findings_in(folder, place).values()
        for finding in findings
        if not finding.is_promised
    ]
    if unsafe:
        told = "; ".join(f"{finding.year}, {'/'.join(finding.figure)}" for finding in unsafe[:_MOST_TOLD])
        raise ReleaseError(
            f"Nichts veröffentlicht: Aus den Tabellen ließen sich {len(unsafe)} geheime Zahlen eingrenzen "
            f"({told}); bitte die Dimension gröber zeigen (Schlüssel disclosure)."
        )


def lines(folder: ParamsFolder, findings: Sequence[Finding], year: int) -> list[str]:
    """Return a line a dotted figure: what it is, and between which values an attacker knows it to lie."""
    city = folder.city(_year(folder, year).city)
    known, dims = measures(city), dimensions(city)
    texts = []
    for finding in findings:
        carrier, measure, dimension, category = finding.figure
        parts = [str(finding.year), "alle Träger" if carrier == TOTAL else carrier, known[measure].label]
        parts += (
            [f"{dims[dimension].label}: {dims[dimension].label_of(category)}"] if dimension != TOTAL else []
        )
        mark = "" if finding.is_promised else "  ZU ENG"
        low, high = (end + 0.0 for end in (finding.interval.low, finding.interval.high))  # no minus zero
        texts.append(f"{', '.join(parts)}  [{low:g}, {high:g}]{mark}")
    return texts


def freeze(folder: ParamsFolder, place: Path) -> Path:
    """Write what a public folder tells of its year into the releases, and return the file."""
    publication = read_publication(place)
    year = _year(folder, publication.year)
    return write_release(folder, year, publication.figures[publication.year])
