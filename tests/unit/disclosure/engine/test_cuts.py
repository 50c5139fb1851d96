import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_tables import table_problem, tables

from auszug_lib.disclosure.engine.cuts import capacity_cut, cover_cut
from auszug_lib.disclosure.engine.prepare import attackers
from auszug_lib.disclosure.engine.verdict import first_unmet, verdict


@st.composite
def parts_and_patterns(draw):
    """Return a part of a table, a broken demand on it, and the pattern that breaks it."""
    found = list(attackers(table_problem(draw(tables), secret_below=3)))
    assume(found)
    attacker = found[0]
    pattern = attacker.system.secret | np.array(
        draw(
            st.lists(
                st.booleans(), min_size=len(attacker.system.secret), max_size=len(attacker.system.secret)
            )
        )
    )
    demands = attacker.system.demands
    demand = draw(st.integers(0, len(demands) - 1))
    pattern[demands.unit[demand]] = True
    assume(verdict(attacker, demand, pattern) == "broken")
    return attacker, demand, pattern


def safe_patterns(attacker):
    size = len(attacker.system.weights)
    for number in range(2**size):
        pattern = np.array([bool(number >> place & 1) for place in range(size)])
        if pattern[attacker.system.secret].all() and first_unmet(attacker, pattern) is None:
            yield pattern


@settings(max_examples=15)
@given(parts_and_patterns())
def test_cuts_refuse_the_broken_pattern_and_no_safe_one(drawn):
    attacker, demand, pattern = drawn
    cuts = [
        capacity_cut(attacker, demand, pattern.astype(float)),
        cover_cut(attacker, demand, pattern, np.ones(len(pattern), dtype=bool)),
    ]
    assume(len(pattern) <= 6)
    for cut in filter(None, cuts):
        assert cut.shortfall(pattern.astype(float)) > 0
        assert all(cut.shortfall(safe.astype(float)) < 1e-6 for safe in safe_patterns(attacker))
