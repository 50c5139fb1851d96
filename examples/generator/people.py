"""The people of the example's cases: who lives in a household, by what right, and where so far."""

import numpy as np

from auszug_lib.params.codes import UNKNOWN
from generator.chance import Array, draw_codes
from generator.households import UKRAINE
from generator.programme import Programme

_LONE_PARENT_SHARES = np.array([0, 0, 0.42, 0.32, 0.2, 0.12, 0.06, 0.03, 0.02, 0.01])
_STATUS_WEIGHTS = {"aufenthaltserlaubnis": 62, "aufenthaltsgestattung": 13, "duldung": 11}
_STATUS_WEIGHTS |= {"niederlassungserlaubnis": 8, UNKNOWN: 3, "": 3}
_ACCOMMODATION_WEIGHTS = {"wohnheim": 50, "beherbergungsbetrieb": 20, "notunterkunft": 13}
_ACCOMMODATION_WEIGHTS |= {"wohnung_stadt": 12, "sonstige": 5}


def composition(rng: np.random.Generator, persons: Array) -> dict[str, Array]:
    """Return adults, children and type of households with so many persons."""
    chance, alone = rng.random(len(persons)), persons == 1
    lone_parent = ~alone & (chance < _LONE_PARENT_SHARES[persons])
    known = rng.random(len(persons)) > 0.015
    other = ~alone & (chance > 0.88)
    more = 2 + (rng.random(len(persons)) * np.minimum(persons - 1, 4)).astype(int)
    adults = np.select([alone | lone_parent, other], [np.ones(len(persons), dtype=int), more], 2)
    types = np.select(
        [~known & ~alone, alone, lone_parent, other, persons == 2],
        [UNKNOWN, "alleinstehend", "alleinerziehend", "sonstiger_mehrpersonenhaushalt", "paar_ohne_kind"],
        "paar_mit_kind",
    )
    return {"personen": persons, "erwachsene": adults, "kinder": persons - adults, "haushaltstyp": types}


def situation(
    rng: np.random.Generator, programme: Programme, number: int, nations: Array
) -> dict[str, Array]:
    """Return the residence status of so many households, and where they are accommodated."""
    status = draw_codes(rng, _STATUS_WEIGHTS, number)
    # They need no asylum procedure.
    status[nations == UKRAINE] = "aufenthaltserlaubnis"
    rng.random((2, number))  # drawn so that the rest stays as it is published
    return {
        "aufenthaltsstatus": status,
        "unterkunftsart": draw_codes(rng, _ACCOMMODATION_WEIGHTS, number),
    }
