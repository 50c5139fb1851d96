"""One damage at a random place of a clean delivery: its rule finds it there, and no other hard rule does."""

from pathlib import Path
from random import Random

import pytest

from auszug_lib.delivery.rules.rule import RULES

from ...trials import TRIALS
from .corruptor import found, missed, world_of
from .damages.kind import KINDS


def test_there_are_as_many_kinds_as_promised():
    assert len(KINDS) >= 40


def test_the_clean_deliveries_are_clean():
    for kind in KINDS.values():
        assert not found(world_of(kind.world, "DRK").clean, "hard")


@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_is_found_where_it_was_done(kind: str, tmp_path: Path):
    seeds = range(TRIALS)
    in_files = KINDS[kind].in_files
    problems = [missed(KINDS[kind], seed, tmp_path / str(seed) if in_files else None) for seed in seeds]
    assert [problem for problem in problems if problem] == []


def test_a_damage_is_found_in_files_too(tmp_path: Path):
    for number, kind in enumerate(Random(2019).sample(sorted(KINDS), 10)):
        assert missed(KINDS[kind], number, tmp_path / str(number)) == ""


@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if rule.severity == "hard"])
def test_every_hard_rule_is_broken_by_a_damage(rule: str):
    assert rule in {kind.rule for kind in KINDS.values()}
