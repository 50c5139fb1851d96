"""The parameters: what holds for a city in every year, and what holds for one year."""

from auszug_lib.params.base import Visibility
from auszug_lib.params.city import Carrier, City
from auszug_lib.params.year import Acceptance, Year

__all__ = ["Acceptance", "Carrier", "City", "Visibility", "Year"]
