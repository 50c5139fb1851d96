"""Load a year's checked records: from the folder its parameters name, or from the built-in example."""

from auszug_lib.delivery.example.deliveries import example_deliveries
from auszug_lib.delivery.records import Records, records_of
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder


def load_records(folder: ParamsFolder, year: Year) -> Records:
    """Return the checked records of `year`; raises `DeliveryError` with every finding."""
    city = folder.city(year.city)
    if not year.is_example:
        # The example is right by construction, so its years do without pandera, which is slow to import.
        from auszug_lib.delivery.check import checked_records
        from auszug_lib.delivery.read import read_deliveries

        return checked_records(read_deliveries(folder.data_folder(year)), year, city)
    return records_of(example_deliveries(city, year, folder.published(city)), year)
