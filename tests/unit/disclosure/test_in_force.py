"""What the policy names must be there: a mistake is told with its file and key, not passed over."""

import pytest

from auszug_lib.cli_audit import attacker_of
from auszug_lib.disclosure.in_force import policy_in_force
from auszug_lib.disclosure.released import released
from auszug_lib.errors import ParamsError
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.policy import Disclosure

from .conftest import FOLDER, YEAR


def year_with(**policy):
    return YEAR.model_copy(update={"disclosure": Disclosure(**policy)})


@pytest.mark.parametrize("key", ["levels", "carrier_levels"])
def test_a_coarse_level_that_there_is_not_is_told(key):
    with pytest.raises(ParamsError) as error:
        policy_in_force(FOLDER, year_with(**{key: {"funding": "coarse"}}))
    told = f"2019.yaml, Schlüssel disclosure.{key}.funding: Förderweg hat keine gröbere Stufe; eine haben: "
    assert str(error.value).startswith(told)
    assert "month" in str(error.value)
    assert policy_in_force(FOLDER, year_with(**{key: {"funding": "fine"}}))


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ({"levels": {"distrikt": "coarse"}}, "levels: Die Dimension „distrikt“ gibt es nicht"),
        ({"carrier_levels": {"month_group": "fine"}}, "carrier_levels: Die Dimension „month_group“"),
        ({"sensitive": ("religion",)}, "sensitive: Die Dimension „religion“"),
        ({"zeros_dotted": ("monat",)}, "zeros_dotted: Die Dimension „monat“"),
    ],
)
def test_a_misspelt_dimension_is_told(policy, told):
    with pytest.raises(ParamsError, match=f"^2019.yaml, Schlüssel disclosure.{told}"):
        released(FOLDER, year_with(**policy))
    with pytest.raises(ParamsError, match=f"^2019.yaml, Schlüssel disclosure.{told}"):
        attacker_of(FOLDER, year_with(**policy))


def test_the_city_is_named_where_the_policy_is_its_own(tmp_path):
    for name in ("koeln", "2019"):
        text = FOLDER.file(name).read_text(encoding="utf-8")
        policy = "disclosure: {levels: {term: coarse}}\n" if name == "koeln" else ""
        (tmp_path / f"{name}.yaml").write_text(text + policy, encoding="utf-8")
    folder = ParamsFolder(tmp_path)
    with pytest.raises(ParamsError, match=r"^koeln.yaml, Schlüssel disclosure.levels.term: Befristung hat"):
        policy_in_force(folder, YEAR)
