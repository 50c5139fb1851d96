"""Load a year's records: from where its parameters say, or from the built-in example."""

from typing import TYPE_CHECKING, Any

from auszug_lib.delivery.example.deliveries import example_deliveries
from auszug_lib.delivery.records import Records, records_of
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder

if TYPE_CHECKING:  # reading files takes imports that example years do without
    from auszug_lib.delivery.check import Checked
    from auszug_lib.delivery.reading.deliveries import Inbox
    from auszug_lib.delivery.vocabulary import Vocabulary


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
        Where deliveries are missing, unreadable or wrong; the message lists the hard findings.
    """
    if not year.is_example:
        return load_checked(folder, year).records()
    # The example is right by construction, and its reports are made often.
    city = folder.city(year.city)
    return records_of(example_deliveries(city, year, folder.published(city)), year)


def load_checked(folder: ParamsFolder, year: Year) -> "Checked":
    """Return the deliveries of `year`, checked against those of earlier years.

    Parameters
    ----------
    folder, year
        As for `load_records`; example deliveries are checked like any others.

    Raises
    ------
    ParamsError
        Where a parameter file is wrong, the accepted findings included.
    DeliveryError
        Where there are no deliveries, or some cannot be opened.
    """
    from auszug_lib.delivery.check import check
    from auszug_lib.delivery.vocabulary import vocabulary_of

    city = folder.city(year.city)
    vocabulary = vocabulary_of(city, folder.file(year.city).name)
    earlier = [other for other in folder.years(year.city, year.year) if other.year < year.year]
    return check(_inbox(folder, [*earlier, year], city, vocabulary), year, city, vocabulary)


def _inbox(folder: ParamsFolder, years: list[Year], city: City, vocabulary: "Vocabulary") -> "Inbox":
    """Return the last year's deliveries, and those of the earlier years that are at hand."""
    from auszug_lib.delivery.reading.deliveries import Inbox, read_deliveries

    year = years[-1]
    if year.is_example:
        deliveries = [
            raw for other in years if other.is_example for raw in _example(folder, other, city, vocabulary)
        ]
        return Inbox(tuple(deliveries))
    sources = [source for other in (year, *years[:-1]) for source in folder.data_sources(other)]
    at_hand = [source for source in dict.fromkeys(sources) if isinstance(source, str) or source.is_dir()]
    return read_deliveries(at_hand, vocabulary)


def _example(folder: ParamsFolder, year: Year, city: City, vocabulary: "Vocabulary") -> list[Any]:
    """Return the example's deliveries as if their workbooks had been read."""
    from auszug_lib.delivery.reading.deliveries import frames_delivery

    made = example_deliveries(city, year, folder.published(city))
    stems = {carrier.code: carrier.stem for carrier in city.carriers}
    return [
        frames_delivery(f"{stems[carrier]}-{year.year}.xlsx", tables, vocabulary)
        for carrier, tables in made.items()
    ]
