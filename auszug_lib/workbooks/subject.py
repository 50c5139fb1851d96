"""Whose form it is and for which year, and what last year's delivery says that it begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from auszug_lib import DeliveryError
from auszug_lib.delivery.identify import identify_delivery
from auszug_lib.delivery.reading.inbox import read_delivery
from auszug_lib.delivery.reading.raw import RawDelivery
from auszug_lib.delivery.session import are_examples, typed_table
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.codes import CodeList


@dataclass(frozen=True)
class Carried:
    """The records of last year's delivery that go on.

    Parameters
    ----------
    cases, positions
        Typed rows of `faelle` and `stellen`; a cell that cannot be read is empty.
    are_example
        Whether they are invented.
    """

    cases: pd.DataFrame
    positions: pd.DataFrame
    are_example: bool


@dataclass(frozen=True)
class Subject:
    """What a form is about.

    Parameters
    ----------
    city, year, carrier
        Whose form it is, and for which year.
    lists
        The code lists that columns use by name, in the order of their first use.
    carried
        What goes on from last year's delivery.
    """

    city: City
    year: Year
    carrier: Carrier
    lists: Mapping[str, CodeList]
    carried: Carried | None = None


def carried_over(sent: Path | RawDelivery, carrier: Carrier, year: Year, vocabulary: Vocabulary) -> Carried:
    """Return the waiting cases of last year's delivery, and its positions that had not ended.

    Raises `DeliveryError` where it is not the carrier's delivery of the year before, or lacks a table.
    """
    delivery = read_delivery(sent, vocabulary) if isinstance(sent, Path) else sent
    _check_sender(delivery, carrier, year, vocabulary)
    sender, cases, positions = (
        _rows(delivery, table, carrier, vocabulary) for table in ("lieferung", "faelle", "stellen")
    )
    ended = positions["befristet_bis"] < pd.Timestamp(year.first_day)
    return Carried(
        cases[(cases["status"] == "wartend").fillna(False)].reset_index(drop=True),
        positions[~ended].reset_index(drop=True),
        are_examples(sender),
    )


def _check_sender(delivery: RawDelivery, carrier: Carrier, year: Year, vocabulary: Vocabulary) -> None:
    sender = identify_delivery(delivery, vocabulary)
    if sender.carrier != carrier.code:
        whose = f"ist von {sender.carrier}" if sender.carrier else "sagt nicht, von wem sie ist"
        raise DeliveryError(f"Die Lieferung {delivery.shown} {whose}; erwartet wird die von {carrier.code}.")
    if sender.year != year.year - 1:
        when = f"ist für {sender.year}" if sender.year else "sagt nicht, für welches Jahr sie ist"
        raise DeliveryError(f"Die Lieferung {delivery.shown} {when}; erwartet wird die für {year.year - 1}.")


def _rows(delivery: RawDelivery, table: str, carrier: Carrier, vocabulary: Vocabulary) -> pd.DataFrame:
    raw = delivery.tables.get(table)
    if raw is None or not raw.letters:
        raise DeliveryError(f"In {delivery.shown} fehlt das Blatt {table}; daraus ist nichts zu übernehmen.")
    return typed_table(raw, carrier.code, vocabulary)[0]
