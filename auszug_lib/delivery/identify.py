"""Whose delivery is it, and for which year: assign what was sent to carriers and years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.reading.raw import Note, RawDelivery
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.schema import DELIVERY, DTYPES, TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.params import City, Year

# The carrier of a delivery that does not say whose it is; it is checked all the same.
_UNKNOWN_CARRIER = "unbekannt"

# From so many dated rows on, and with such a share of them in one year, the data say which year they are of.
_ENOUGH_ROWS, _ENOUGH_SHARE = 3, 0.7


@dataclass(frozen=True)
class Identity:
    """Who sent a delivery, and for which year: the one that it states, and the one of most dated rows."""

    carrier: str  # empty where the delivery does not say
    stated: int | None  # None where it states none that could be one
    found: int  # 0 where there is none

    @property
    def year(self) -> int:
        """The year the delivery is about: the data's own, else the one stated."""
        return self.found or self.stated or 0


def identify_delivery(delivery: RawDelivery, vocabulary: Vocabulary) -> Identity:
    """Return who sent a delivery, and for which year."""
    stated = {
        name: _values(delivery, DELIVERY.name, DELIVERY.column(name), vocabulary).iloc[:1].dropna()
        for name in ("traeger", "berichtsjahr")
    }
    carrier = next(iter(stated["traeger"]), "")
    year = next((int(year) for year in stated["berichtsjahr"] if year >= 0), None)
    return Identity(carrier, year, _found_year(delivery, vocabulary))


def _found_year(delivery: RawDelivery, vocabulary: Vocabulary) -> int:
    """Return the year in which most of the delivery's dated rows are; 0 where too few are."""
    days = [
        _values(delivery, table, TABLES[table].column(column), vocabulary) for table, column in DATE_COLUMNS
    ]
    years = pd.concat(days).dropna().dt.year
    shares = years.value_counts(normalize=True)
    is_clear = len(years) >= _ENOUGH_ROWS and shares.iloc[0] >= _ENOUGH_SHARE
    return int(shares.index[0]) if is_clear else 0


def _values(delivery: RawDelivery, table: str, column: Column, vocabulary: Vocabulary) -> pd.Series:
    """Return the values of a column; none where the delivery lacks it."""
    raw = delivery.tables.get(table)
    if raw is None or column.name not in raw.cells:
        return pd.Series(dtype=DTYPES[column.kind])
    return parse(raw.cells[column.name], column, ParseContext.of(raw, vocabulary))[0]


@dataclass(frozen=True)
class IdentifiedDeliveries:
    """The deliveries at hand, each with its identity, in the order in which they were read."""

    deliveries: Sequence[tuple[RawDelivery, Identity]]
    year: Year
    city: City

    def of_year(self) -> tuple[dict[str, RawDelivery], list[tuple[str, Note]]]:
        """Return the report year's deliveries by carrier, and with their carrier the notes on who sent what.

        Each delivery that does not say whose it is counts as that of another `_UNKNOWN_CARRIER`. One that is
        missing is reported only if no other delivery is in doubt.
        """
        notes: list[tuple[str, Note]] = []
        sent: dict[str, list[RawDelivery]] = {}
        expected = [carrier.code for carrier in self.year.carriers_in(self.city)]
        for delivery, identity in self.deliveries:
            carrier = identity.carrier or _unknown_carrier(sent)
            if identity.year in (0, self.year.year):
                notes += [(carrier, note) for note in self._notes(delivery, identity, expected)]
                sent.setdefault(carrier, []).append(delivery)
            elif identity.stated == self.year.year:
                notes.append((carrier, _of_other_year(delivery, identity)))
        chosen = {carrier: self._best(carrier, deliveries) for carrier, deliveries in sent.items()}
        for carrier, deliveries in sent.items():
            words = {"other": chosen[carrier].name}
            again = [delivery for delivery in deliveries if delivery is not chosen[carrier]]
            notes += [(carrier, _at(delivery, "eine_lieferung", "traeger", **words)) for delivery in again]
        if not notes and not any(carrier.startswith(_UNKNOWN_CARRIER) for carrier in chosen):
            place = f"Lieferungen {self.year.year}"
            notes = [
                (code, Note("lieferung_vollstaendig", place, words={"carrier": code, "year": self.year.year}))
                for code in expected
                if code not in chosen
            ]
        return chosen, notes

    def _best(self, carrier: str, deliveries: Sequence[RawDelivery]) -> RawDelivery:
        """Return the first of a carrier's deliveries whose name does not say that it is another one's."""
        others = [other.stem for other in self.city.carriers if other.code != carrier]
        return min(deliveries, key=lambda delivery: any(stem in delivery.name.lower() for stem in others))

    def earlier(self) -> list[tuple[RawDelivery, Identity]]:
        """Return the deliveries of earlier years."""
        return [pair for pair in self.deliveries if pair[1].carrier and 0 < pair[1].year < self.year.year]

    def complete_since(self) -> dict[str, int]:
        """Return by carrier from which year on, without a gap, its deliveries are at hand.

        The report year itself where the year before is missing.
        """
        at_hand = {
            (identity.carrier or _UNKNOWN_CARRIER, identity.year or self.year.year)
            for _, identity in self.deliveries
        }
        since = {}
        for carrier, _ in at_hand:
            since[carrier] = self.year.year
            while (carrier, since[carrier] - 1) in at_hand:
                since[carrier] -= 1
        return since

    def _notes(self, delivery: RawDelivery, identity: Identity, expected: Sequence[str]) -> list[Note]:
        raw = delivery.tables.get(DELIVERY.name)
        notes = []
        if raw is not None and raw.cells.columns.size and len(raw.cells) != 1:
            row = raw.cells.index[1] if len(raw.cells) else raw.header + 1
            cell = f"{raw.letters.get('traeger', 'A')}{row}"
            notes.append(Note("lieferung_eine_zeile", raw.file, raw.sheet, cell))
        if identity.carrier and identity.carrier not in expected:
            words = {"year": self.year.year, "carriers": ", ".join(expected)}
            notes.append(_at(delivery, "traeger_vorgesehen", "traeger", **words))
        if identity.stated is not None and identity.found not in (0, identity.stated):
            notes.append(_of_other_year(delivery, identity))
        return notes


def _unknown_carrier(sent: Mapping[str, object]) -> str:
    """Return the name of the next carrier that is not known."""
    number = sum(carrier.startswith(_UNKNOWN_CARRIER) for carrier in sent)
    return f"{_UNKNOWN_CARRIER} {number + 1}" if number else _UNKNOWN_CARRIER


def _of_other_year(delivery: RawDelivery, identity: Identity) -> Note:
    return _at(delivery, "berichtsjahr_passt", "berichtsjahr", found=identity.found)


def _at(delivery: RawDelivery, rule: str, column: str, **words: object) -> Note:
    raw = delivery.tables.get(DELIVERY.name)
    if raw is None or not len(raw.cells):
        return Note(rule, delivery.name, words=words)
    return Note(rule, raw.file, raw.sheet, f"{raw.letters.get(column, 'A')}{raw.cells.index[0]}", words)
