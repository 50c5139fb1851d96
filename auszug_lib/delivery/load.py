"""Load a year's checked records: from the folder its parameters name, or from the built-in example."""

from auszug_lib.delivery.example.deliveries import example_deliveries
from auszug_lib.delivery.records import Records, records_of
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder


def load_records(folder: ParamsFolder, year: Year) -> Records:
    """Return the checked records of `year`.

    Parameters
    ----------
    folder
        The parameter files; they say where this and earlier years' deliveries lie.
    year
        The report year, or one before it; where it is an example year its records are made, not read.

    Raises
    ------
    ParamsError
        Where the city's file, its register or an earlier year's file is wrong.
    DeliveryError
        Where deliveries are missing, unreadable or wrong; the message lists every finding.
    """
    city = folder.city(year.city)
    if not year.is_example:
        # The example is right by construction, so its years do without pandera, which is slow to import.
        from auszug_lib.delivery.check import checked_records
        from auszug_lib.delivery.read import read_deliveries

        folders = [folder.data_folder(other) for other in folder.years(year.city, year.year)]
        earlier = [path for path in dict.fromkeys(folders) if path != folder.data_folder(year)]
        files = [folder.data_folder(year), *(path for path in earlier if path.is_dir())]
        return checked_records([raw for path in files for raw in read_deliveries(path)], year, city)
    return records_of(example_deliveries(city, year, folder.published(city)), year)
