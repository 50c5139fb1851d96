"""What `auszug verify` says and does with the public folders of some years."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from auszug_lib.cli_provenance import provenance_of
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.folder import PublicFolder
from auszug_lib.verification.recompute import recomputed_findings

_MOST_TOLD = 200


def verify(folder: ParamsFolder, places: Sequence[Path], *, again: bool, tell: Callable[[str], None]) -> int:
    """Check public folders and say what nobody can account for.

    Parameters
    ----------
    folder
        The parameters that the folders were made with.
    places
        Public folders, or those of their years.
    again
        Whether the reports are made once more from the deliveries, to compare them.
    tell
        Called with each line.

    Returns
    -------
    int
        The number of findings.
    """
    every = 0
    for place in places:
        public = PublicFolder(folder, place)
        findings = list(dict.fromkeys(_findings(folder, public, again, tell)))
        for finding in findings[:_MOST_TOLD]:
            tell(str(finding))
        if len(findings) > _MOST_TOLD:
            tell(f"… und {len(findings) - _MOST_TOLD} weitere.")
        found = f"{len(findings)} ohne Herkunft oder falsch" if findings else "jede Zahl hat ihre Herkunft"
        tell(f"{place}: {len(public.figures)} veröffentlichte Zahlen, {found}.")
        every += len(findings)
    return every


def _findings(
    folder: ParamsFolder, public: PublicFolder, again: bool, tell: Callable[[str], None]
) -> Iterator[Finding]:
    yield from public.findings()
    if again:
        yield from recomputed_findings(folder, public.name, public.path, partial(provenance_of, folder), tell)
