"""Whose delivery is it, and for which year: pick the report year's deliveries out of a folder."""

from collections.abc import Sequence

import pandas as pd

from auszug_lib.delivery.finding import Finding
from auszug_lib.delivery.parse import parse
from auszug_lib.delivery.read import RawDelivery
from auszug_lib.delivery.schema import DELIVERY, TABLES
from auszug_lib.params import City, Year

ByCarrier = dict[str, RawDelivery]


def deliveries_of_year(
    deliveries: Sequence[RawDelivery], year: Year, city: City
) -> tuple[ByCarrier, list[Finding]]:
    """Pick the deliveries of `year`, one a carrier; those of other years are left alone.

    Parameters
    ----------
    deliveries
        Everything at hand, of any year.
    year, city
        The report year, and the city, which say whose deliveries are expected.

    Returns
    -------
    chosen
        The deliveries by carrier code.
    findings
        A delivery that does not say whose it is, an unknown carrier, a second delivery of a carrier; where
        there is none of these, each one that is missing.
    """
    chosen: ByCarrier = {}
    findings: list[Finding] = []
    expected = [carrier.code for carrier in year.carriers_in(city)]
    for delivery in deliveries:
        carrier, delivered_year = _sender(delivery)
        if not carrier or not delivered_year:
            findings.append(
                _finding(delivery, "absender", "Hier muss genau ein Träger mit Berichtsjahr stehen.")
            )
        elif delivered_year != year.year:
            continue
        elif carrier not in expected:
            text = f"Der Träger ist für {year.year} nicht vorgesehen; vorgesehen sind {', '.join(expected)}."
            findings.append(_finding(delivery, "traeger_vorgesehen", text))
        elif carrier in chosen:
            text = f"Für diesen Träger und dieses Jahr liegt schon {chosen[carrier].name} vor."
            findings.append(_finding(delivery, "eine_lieferung", text))
        else:
            chosen[carrier] = delivery
    missing = [code for code in expected if code not in chosen] if not findings else []
    return chosen, findings + [_missing(code, year) for code in missing]


def placed_earlier(deliveries: Sequence[RawDelivery], year: Year) -> pd.DataFrame:
    """Return whom the deliveries of earlier years placed.

    Parameters
    ----------
    deliveries
        Everything at hand, of any year.
    year
        The report year; its own deliveries and later ones are left out.

    Returns
    -------
    DataFrame
        `traeger` and `fall_id` as text, one row a placement whose case can be read; may have no rows.
    """
    parts = [pd.DataFrame({"traeger": [], "fall_id": []}, dtype="str")]
    for delivery in deliveries:
        carrier, delivered_year = _sender(delivery)
        raw = delivery.tables.get("vermittlungen")
        if carrier and delivered_year < year.year and raw is not None and "fall_id" in raw.cells:
            case, _ = parse(raw.cells["fall_id"], TABLES["vermittlungen"].column("fall_id"), raw.decimal)
            parts.append(pd.DataFrame({"traeger": carrier, "fall_id": case.dropna()}))
    return pd.concat(parts, ignore_index=True)


def complete_since(deliveries: Sequence[RawDelivery], year: Year) -> dict[str, int]:
    """Return for each carrier from which year on, without a gap, its deliveries are at hand.

    Parameters
    ----------
    deliveries
        Everything at hand, of any year.
    year
        The report year, with which the row of years ends.

    Returns
    -------
    dict of str to int
        By carrier code a calendar year; the report year itself where the year before is missing.
    """
    at_hand = {_sender(delivery) for delivery in deliveries}
    since = {}
    for carrier, _ in at_hand:
        since[carrier] = year.year
        while (carrier, since[carrier] - 1) in at_hand:
            since[carrier] -= 1
    return since


def _finding(delivery: RawDelivery, rule: str, message: str) -> Finding:
    return Finding(delivery.name, DELIVERY.name, "A2", rule, message)


def _missing(carrier: str, year: Year) -> Finding:
    text = f"Die Lieferung des Trägers {carrier} für {year.year} fehlt."
    return Finding(f"Ordner {year.data}", DELIVERY.name, "", "lieferung_vollstaendig", text)


def _sender(delivery: RawDelivery) -> tuple[str, int]:
    """Return carrier code and report year of a delivery; empty and 0 where it does not say."""
    raw = delivery.tables.get(DELIVERY.name)
    if raw is None or len(raw.cells) != 1 or not {"traeger", "berichtsjahr"} <= set(raw.cells.columns):
        return "", 0
    carrier, _ = parse(raw.cells["traeger"], DELIVERY.column("traeger"), raw.decimal)
    year, _ = parse(raw.cells["berichtsjahr"], DELIVERY.column("berichtsjahr"), raw.decimal)
    return carrier.fillna("").iloc[0], int(year.fillna(0).iloc[0])
