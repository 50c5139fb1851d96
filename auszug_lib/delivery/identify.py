"""Whose delivery is it, and for which year: assign what was sent to carriers and years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.reading.raw import Note, RawDelivery
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.schema import DELIVERY, TABLES
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.params import Carrier, City, Year

# Whose delivery it is cannot be said; it is checked all the same.
NOBODY = "unbekannt"

# From so many dated rows on, and with such a share of them in one year, the data say which year they are of.
_ROWS_THAT_TELL, _SHARE_THAT_TELLS = 3, 0.7


@dataclass(frozen=True)
class Sender:
    """Who sent a delivery.

    Parameters
    ----------
    carrier
        The carrier's code; empty where the delivery does not say.
    stated
        The report year it states; None where it states none that could be one.
    found
        The year that most of its dated rows are in; 0 where there is none.
    """

    carrier: str
    stated: int | None
    found: int

    @property
    def year(self) -> int:
        """The year the delivery is about: the data's own, else the one stated."""
        return self.found or self.stated or 0


def identify_delivery(delivery: RawDelivery, vocabulary: Vocabulary) -> Sender:
    """Return who sent a delivery."""
    year = _stated(delivery, "berichtsjahr", vocabulary)
    return Sender(
        str(_stated(delivery, "traeger", vocabulary) or ""),
        int(year) if year is not None and year >= 0 else None,
        _found_year(delivery, vocabulary),
    )


def _stated(delivery: RawDelivery, column: str, vocabulary: Vocabulary) -> Any:
    raw = delivery.tables.get(DELIVERY.name)
    if raw is None or column not in raw.cells or not len(raw.cells):
        return None
    values, _ = parse(raw.cells[column], DELIVERY.column(column), ParseContext(raw.decimal, vocabulary))
    return None if pd.isna(values.iloc[0]) else values.iloc[0]


def _found_year(delivery: RawDelivery, vocabulary: Vocabulary) -> int:
    """Return the year in which most of the delivery's dated rows are."""
    years = [pd.Series(dtype="int64")]
    for table, column in DATE_COLUMNS:
        raw = delivery.tables.get(table)
        if raw is not None and column in raw.cells:
            context = ParseContext(raw.decimal, vocabulary)
            days, _ = parse(raw.cells[column], TABLES[table].column(column), context)
            years.append(days.dropna().dt.year)
    shares = pd.concat(years).value_counts(normalize=True)
    rows = sum(map(len, years))
    told = rows >= _ROWS_THAT_TELL and shares.iloc[0] >= _SHARE_THAT_TELLS
    return int(shares.index[0]) if told else 0


@dataclass(frozen=True)
class Senders:
    """The deliveries at hand, each with its sender.

    Parameters
    ----------
    deliveries
        Deliveries and senders, in the order in which they were read.
    year, city
        The report year and its city.
    """

    deliveries: Sequence[tuple[RawDelivery, Sender]]
    year: Year
    city: City

    def of_year(self) -> tuple[dict[str, RawDelivery], list[tuple[str, Note]]]:
        """Return the report year's deliveries by carrier, and with their carrier the notes on who sent what.

        A delivery that does not say whose it is counts as `NOBODY`'s, each as another's. One that is missing
        is told only if no other delivery is in doubt.
        """
        notes: list[tuple[str, Note]] = []
        sent: dict[str, list[RawDelivery]] = {}
        expected = [carrier.code for carrier in self.year.carriers_in(self.city)]
        for delivery, sender in self.deliveries:
            carrier = sender.carrier or _nobody(sent)
            if sender.year in (0, self.year.year):
                notes += [(carrier, note) for note in self._on_sender(delivery, sender, expected)]
                sent.setdefault(carrier, []).append(delivery)
            elif sender.stated == self.year.year:
                notes.append((carrier, _of_other_year(delivery, sender)))
        chosen = {carrier: self._best(carrier, deliveries) for carrier, deliveries in sent.items()}
        for carrier, deliveries in sent.items():
            words = {"other": chosen[carrier].name}
            again = [delivery for delivery in deliveries if delivery is not chosen[carrier]]
            notes += [(carrier, _at(delivery, "eine_lieferung", "traeger", **words)) for delivery in again]
        if not notes and not any(carrier.startswith(NOBODY) for carrier in chosen):
            notes = [(code, self._missing(code)) for code in expected if code not in chosen]
        return chosen, notes

    def _best(self, carrier: str, deliveries: Sequence[RawDelivery]) -> RawDelivery:
        """Return the first of a carrier's deliveries whose name does not say that it is another one's."""
        others = [other for other in self.city.carriers if other.code != carrier]
        return min(deliveries, key=lambda delivery: any(_is_named(delivery, other) for other in others))

    def earlier(self) -> list[tuple[RawDelivery, Sender]]:
        """Return the deliveries of earlier years."""
        return [pair for pair in self.deliveries if pair[1].carrier and 0 < pair[1].year < self.year.year]

    def complete_since(self) -> dict[str, int]:
        """Return by carrier from which year on, without a gap, its deliveries are at hand.

        The report year itself where the year before is missing.
        """
        at_hand = {(sender.carrier or NOBODY, sender.year or self.year.year) for _, sender in self.deliveries}
        since = {}
        for carrier, _ in at_hand:
            since[carrier] = self.year.year
            while (carrier, since[carrier] - 1) in at_hand:
                since[carrier] -= 1
        return since

    def _on_sender(self, delivery: RawDelivery, sender: Sender, expected: Sequence[str]) -> list[Note]:
        raw = delivery.tables.get(DELIVERY.name)
        notes = []
        if raw is not None and raw.cells.columns.size and len(raw.cells) != 1:
            row = raw.cells.index[1] if len(raw.cells) else raw.header + 1
            cell = f"{raw.letters.get('traeger', 'A')}{row}"
            notes.append(Note("lieferung_eine_zeile", raw.file, raw.sheet, cell))
        if sender.carrier and sender.carrier not in expected:
            words = {"year": self.year.year, "carriers": ", ".join(expected)}
            notes.append(_at(delivery, "traeger_vorgesehen", "traeger", **words))
        if sender.stated is not None and sender.found not in (0, sender.stated):
            notes.append(_of_other_year(delivery, sender))
        return notes

    def _missing(self, carrier: str) -> Note:
        words = {"carrier": carrier, "year": self.year.year}
        return Note("lieferung_vollstaendig", f"Lieferungen {self.year.year}", words=words)


def _nobody(sent: Mapping[str, object]) -> str:
    """Return the name of the next sender that is not known."""
    number = sum(carrier.startswith(NOBODY) for carrier in sent)
    return f"{NOBODY} {number + 1}" if number else NOBODY


def _is_named(delivery: RawDelivery, carrier: Carrier) -> bool:
    """Say whether the name of a file or folder tells that it is this carrier's."""
    return carrier.stem in delivery.name.lower()


def _of_other_year(delivery: RawDelivery, sender: Sender) -> Note:
    return _at(delivery, "berichtsjahr_passt", "berichtsjahr", found=sender.found)


def _at(delivery: RawDelivery, rule: str, column: str, **words: object) -> Note:
    raw = delivery.tables.get(DELIVERY.name)
    if raw is None or not len(raw.cells):
        return Note(rule, delivery.name, words=words)
    return Note(rule, raw.file, raw.sheet, f"{raw.letters.get(column, 'A')}{raw.cells.index[0]}", words)
