"""The placements of the example and the flats they lead to, with areas and rents near Cologne's."""

import numpy as np
import pandas as pd

from auszug_lib.params.codes import UNKNOWN
from generator.chance import DAY, Array, draw_codes, numbered, source
from generator.households import Households
from generator.programme import Programme

# Guideline of North Rhine-Westphalia: 50 m² for one, 65 m² for two, 15 m² for each further person.
_AREA_OF_ONE, _AREA_OF_TWO, _AREA_OF_MORE = 50, 65, 15
_SMALLEST = 0.93

# Cold rents a square metre; the market's are those of 2019 and rise. Companies let more cheaply.
_SUBSIDISED_RENT, _COMPANY_RENT, _PRIVATE_RENT = (6.0, 7.5), (8.0, 9.5), (10.5, 13.0)
_RENT_RISE, _RENT_BASE_YEAR = 1.03, 2019
_DISTRICT_RENTS = (0.88, 1.12)
_LAST_DISTRICT = 0.3


def placements(
    rng: np.random.Generator, programme: Programme, year: int, households: Households, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return a row a placement: the columns of `vermittlungen` and of `wohnungen`, in order of move-in.

    `cases` holds the case of each of the `households`, in the same order.
    """
    moved_in = cases["abschlussdatum"].to_numpy().astype("datetime64[D]")
    frame = pd.DataFrame(
        {
            "traeger": cases["traeger"],
            "fall_id": cases["fall_id"],
            "vermittlungsweg": np.where(households.pilot, "ehrenamt_pilot", "regulaer"),
            **_dates(rng, moved_in, cases["anmeldedatum"].to_numpy().astype("datetime64[D]")),
            "personen_eingezogen": households.sizes,
            **_flats(rng, programme, year, households, cases["personen"].to_numpy()),
        }
    )
    frame = frame.sort_values(["einzugsdatum", "fall_id"], ignore_index=True)
    frame["vermittlung_id"] = numbered(frame["traeger"], year, "V")
    frame["wohnung_id"] = numbered(frame["traeger"], year, "W")
    return frame


def _dates(rng: np.random.Generator, moved_in: Array, registered: Array) -> dict[str, Array]:
    """Return when the lease was signed, and when the household moved in."""
    number = len(moved_in)
    signed = np.busday_offset(moved_in - rng.integers(2, 36, number) * DAY, 0, roll="forward")
    new_year = np.busday_offset(
        moved_in.astype("datetime64[Y]").astype("datetime64[D]") + DAY, 0, roll="forward"
    )
    signed = np.minimum(np.maximum(signed, np.maximum(registered, new_year)), moved_in)
    rng.integers(3, 7, number), rng.random(number)  # drawn so that the rest stays as it is published
    return {
        "mietvertragsdatum": signed.astype("datetime64[s]"),
        "einzugsdatum": moved_in.astype("datetime64[s]"),
    }


def _flats(
    rng: np.random.Generator, programme: Programme, year: int, households: Households, persons: Array
) -> dict[str, Array]:
    number = len(persons)
    unknown = households.fundings == UNKNOWN
    subsidised = (households.fundings != programme.market) & ~unknown
    districts = draw_codes(rng, _district_weights(programme), number)
    area = _areas(rng, persons)
    market = _market_rents(rng, programme, year, households.landlords, districts)
    rent = (area * np.where(subsidised, rng.uniform(*_SUBSIDISED_RENT, number), market)).round(2)
    rooms = np.maximum((area / 27 + rng.normal(0, 0.3, number)).round(), 1) + 0.5 * (
        rng.random(number) < 0.15
    )
    return {
        "vermieterart": households.landlords,
        "foerderweg": households.fundings,
        "stadtbezirk": districts,
        "zimmer": _with_gaps(rng, rooms, 0.02),
        "wohnflaeche_qm": _with_gaps(rng, area, 0.03),
        "kaltmiete": _with_gaps(rng, rent, 0.04),
    }


def _district_weights(programme: Programme) -> dict[str, float]:
    """Return the weights of the city's districts, the same in all years; the last may be all outside it."""
    weights = source(programme.city, "wohnung").gamma(6, size=len(programme.districts))
    weights[-1] *= _LAST_DISTRICT
    return dict(zip(programme.districts, weights.tolist(), strict=True))


def _areas(rng: np.random.Generator, persons: Array) -> Array:
    guideline = np.where(persons == 1, _AREA_OF_ONE, _AREA_OF_TWO + _AREA_OF_MORE * (persons - 2))
    # Large flats are rare: the larger the household, the closer it has to move together.
    factor = rng.normal(1.03 - 0.01 * persons, 0.07)
    return np.asarray((guideline * np.clip(factor, _SMALLEST, 1.25)).round(1))


def _market_rents(
    rng: np.random.Generator, programme: Programme, year: int, landlords: Array, districts: Array
) -> Array:
    """Return rents a square metre; what is dear and cheap among districts stays so over the years."""
    factors = source(programme.city, "miete").uniform(*_DISTRICT_RENTS, len(programme.districts))
    factor = pd.Series(districts).map(dict(zip(programme.districts, factors, strict=True))).to_numpy()
    low, high = np.where((landlords == programme.private)[:, None], _PRIVATE_RENT, _COMPANY_RENT).T
    return np.asarray(rng.uniform(low, high) * factor * _RENT_RISE ** (year - _RENT_BASE_YEAR))


def _with_gaps(rng: np.random.Generator, values: Array, share: float) -> Array:
    return np.where(rng.random(len(values)) < share, np.nan, values)
