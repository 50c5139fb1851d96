"""The policy in force: that of the year or of its city, with every dimension it names looked up."""

from collections.abc import Iterator, Mapping

from auszug_lib.errors import ParamsError
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.dimensions import Dimension, dimensions


def policy_in_force(folder: ParamsFolder, year: Year) -> Disclosure:
    """Return what a year's public reports keep secret.

    Raises
    ------
    ParamsError
        Where the policy names a dimension that there is not, or a coarser level that there is not.
    """
    city = folder.city(year.city)
    policy = year.disclosure or city.disclosure
    for mistake in _mistakes(policy, dimensions(city)):
        file = folder.file_of(year.year, year.city) if year.disclosure else folder.file(year.city)
        raise ParamsError(f"{file.name}, Schlüssel disclosure.{mistake}.")
    return policy


def _mistakes(policy: Disclosure, known: Mapping[str, Dimension]) -> Iterator[str]:
    fine = [key for key, dimension in known.items() if not dimension.finer]
    coarser = [dimension.finer for dimension in known.values() if dimension.finer]
    levels = {"levels": policy.levels, "carrier_levels": policy.carrier_levels}
    named = {"zeros_dotted": known, "sensitive": known, **dict.fromkeys(levels, fine)}
    for key, allowed in named.items():
        for name in getattr(policy, key):
            if name not in allowed:
                yield f"{key}: Die Dimension „{name}“ gibt es nicht; bekannt sind: {', '.join(allowed)}"
    for key, fixed in levels.items():
        for name, level in fixed.items():
            if level == "coarse" and name not in coarser:
                label = known[name].label
                yield f"{key}.{name}: {label} hat keine gröbere Stufe; eine haben: {', '.join(coarser)}"
