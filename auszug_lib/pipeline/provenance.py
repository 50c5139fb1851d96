"""Where figures come from, as the pipeline is told it: it neither counts nor reads deliveries itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Definition:
    """What a measure counts: its German label, its unit in the plural, and one sentence."""

    label: str
    unit: str
    definition: str


@dataclass(frozen=True)
class Origin:
    """A file that figures of a carrier and a year came from: its path, and the SHA-256 of its bytes.

    A database has its address as path, without its password, and no SHA-256.
    """

    year: int
    carrier: str
    path: str
    sha256: str = ""


@dataclass(frozen=True)
class Provenance:
    """What is to be said of a set's figures.

    Parameters
    ----------
    definitions
        What the measures count, by key.
    origins
        Returns the deliveries behind the figures; asked only where they are told.
    """

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    origins: Callable[[], Sequence[Origin]] = tuple
