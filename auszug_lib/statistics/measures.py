"""The registry of measures: every figure of the report, named, defined and documented once."""

from collections.abc import Mapping

from auszug_lib.params import City
from auszug_lib.params.base import Named
from auszug_lib.params.codes import PILOT
from auszug_lib.statistics.measure import Measure, Statistic, Unit

HOUSEHOLDS = Unit("Haushalt", "Haushalte", "Haushalten", "masculine")
PERSONS = Unit("Person", "Personen", "Personen", "feminine")
FLATS = Unit("Wohnung", "Wohnungen", "Wohnungen", "feminine")
DAYS = Unit("Tag", "Tage", "Tagen", "masculine")
TIMES = Unit("Mal", "Mal", "Mal", "neuter")
EUROS = Unit("Euro", "Euro", "Euro", "masculine")
SQUARE_METRES = Unit("m²", "m²", "m²", "masculine")
CONSULTATIONS = Unit("Beratung", "Beratungen", "Beratungen", "feminine")
WORKSHOPS = Unit("Workshop", "Workshops", "Workshops", "masculine")
ATTENDANCES = Unit("Teilnahme", "Teilnahmen", "Teilnahmen", "feminine")
ACCOMPANIMENTS = Unit("Begleitung", "Begleitungen", "Begleitungen", "feminine")
POSITIONS = Unit("Stelle", "Stellen", "Stellen", "feminine")
FULL_TIME_POSITIONS = Unit("Vollzeitstelle", "Vollzeitstellen", "Vollzeitstellen", "feminine")

_HOME = ("household_size", "household_type", "nationality", "residence_status", "accommodation")
_BY_PILOT = (("placement_way", PILOT),)
_PLACEMENT = ("month", *_HOME, "landlord", "funding", "district", "placement_way")


def measures(city: City) -> Mapping[str, Measure]:
    """Return all measures by key, in the words of `city` (its partner company, its funding programme)."""
    groups = (_placed(), _pilot(), _flats(city), _waiting(), _advice(), _group_work(), _staff())
    return Named("Kennzahl", {measure.key: measure for group in groups for measure in group})


def _placed() -> tuple[Measure, ...]:
    rows = "placements"
    return (
        Measure(
            "households_placed",
            "Vermittelte Haushalte",
            HOUSEHOLDS,
            rows,
            "count",
            "Vermittlungen mit Einzugsdatum im Berichtsjahr; jede ist ein Haushalt in einer Wohnung.",
            dimensions=_PLACEMENT,
        ),
        Measure(
            "persons_placed",
            "Vermittelte Personen",
            PERSONS,
            rows,
            "sum",
            "Personen, die bei diesen Vermittlungen eingezogen sind.",
            value="persons",
            dimensions=_PLACEMENT,
        ),
        Measure(
            "mean_household_size",
            "Personen je Haushalt",
            PERSONS,
            rows,
            "mean",
            "Vermittelte Personen geteilt durch vermittelte Haushalte.",
            value="persons",
            dimensions=("landlord", "district", "nationality"),
            exploratory=("landlord", "district", "nationality"),
            digits=1,
        ),
    )


def _pilot() -> tuple[Measure, ...]:
    rows = "placements"
    return (
        Measure(
            "pilot_households",
            "Haushalte über das Pilotprojekt",
            HOUSEHOLDS,
            rows,
            "count",
            "Vermittelte Haushalte, die das Pilotprojekt mit dem Ehrenamt vermittelt hat.",
            given=_BY_PILOT,
            dimensions=("month", "household_size"),
            exploratory=("month", "household_size"),
        ),
        Measure(
            "pilot_persons",
            "Personen über das Pilotprojekt",
            PERSONS,
            rows,
            "sum",
            "Personen in diesen Haushalten.",
            value="persons",
            given=_BY_PILOT,
            dimensions=("month", "household_size"),
            exploratory=("month", "household_size"),
        ),
    )


def _flats(city: City) -> tuple[Measure, ...]:
    rows = "placements"
    partner = city.codes["vermieterart"][city.partner_landlord]
    funding = city.codes["foerderweg"][city.reported_funding]
    of_partner, funded = ("landlord", city.partner_landlord), ("funding", city.reported_funding)
    return (
        Measure(
            "partner_flats",
            f"Wohnungen ({partner})",
            FLATS,
            rows,
            "count",
            f"Vermittlungen in eine Wohnung des Vermieters {partner}.",
            given=(of_partner,),
            dimensions=("month", "household_size", "funding", "district"),
            exploratory=("month", "household_size", "funding", "district"),
        ),
        Measure(
            "partner_flats_funded",
            f"Wohnungen ({partner}, {funding})",
            FLATS,
            rows,
            "count",
            f"Davon Wohnungen, die über {funding} gefördert sind.",
            given=(of_partner, funded),
            dimensions=("month", "household_size", "district"),
            exploratory=("month", "household_size", "district"),
        ),
        Measure(
            "rent_median",
            "Kaltmiete im Monat in Euro (Median)",
            EUROS,
            rows,
            "median",
            "Die Hälfte der vermittelten Wohnungen kostet höchstens so viel; ohne Angabe zählen sie nicht.",
            value="rent",
            dimensions=("household_size",),
        ),
        Measure(
            "floor_area_median",
            "Wohnfläche in m² (Median)",
            SQUARE_METRES,
            rows,
            "median",
            "Die Hälfte der vermittelten Wohnungen ist höchstens so groß; ohne Angabe zählen sie nicht.",
            value="floor_area",
            dimensions=("household_size",),
        ),
    )


def _waiting_time(key: str, statistic: Statistic, label: str, share: str) -> Measure:
    since = "von der Anmeldung bis zum Einzug, über die vermittelten Haushalte"
    return Measure(
        key,
        f"Wartezeit in Tagen, {label}",
        DAYS,
        "placements",
        statistic,
        f"{share} höchstens so viele Tage {since}.",
        value="waiting_days",
        dimensions=("household_size",),
    )


def _waiting() -> tuple[Measure, ...]:
    lower, upper = "Ein Viertel wartete", "Drei Viertel warteten"
    return (
        _waiting_time("waiting_time_lower_quartile", "lower_quartile", "unteres Viertel", lower),
        _waiting_time("waiting_time_median", "median", "Median", "Die Hälfte wartete"),
        _waiting_time("waiting_time_upper_quartile", "upper_quartile", "oberes Viertel", upper),
        Measure(
            "registrations",
            "Neue Anmeldungen",
            HOUSEHOLDS,
            "cases",
            "count",
            "Fälle mit Anmeldedatum im Berichtsjahr.",
            where="registered",
            dimensions=("month", *_HOME),
            exploratory=_HOME,
        ),
        Measure(
            "cases_closed",
            "Beendet ohne Vermittlung",
            HOUSEHOLDS,
            "cases",
            "count",
            "Fälle mit Status „beendet“ und Abschlussdatum im Berichtsjahr; ohne Datum zählen sie nicht.",
            where="closed",
            dimensions=("closing_reason", "household_size"),
            exploratory=("household_size",),
        ),
        Measure(
            "households_waiting",
            "Wartende Haushalte am Jahresende",
            HOUSEHOLDS,
            "cases",
            "count",
            "Bis zum 31. Dezember angemeldete Fälle, die an dem Tag weder vermittelt noch beendet waren.",
            where="waiting",
            dimensions=_HOME,
            exploratory=_HOME[1:],
        ),
    )


def _advice() -> tuple[Measure, ...]:
    return (
        Measure(
            "sessions_offered",
            "Angebotene offene Sprechstunden",
            TIMES,
            "sessions",
            "count",
            "Termine der offenen Sprechstunde, die angeboten wurden.",
            where="offered",
            dimensions=("month",),
        ),
        Measure(
            "sessions_held",
            "Stattgefundene offene Sprechstunden",
            TIMES,
            "sessions",
            "count",
            "Termine der offenen Sprechstunde, die stattfanden.",
            where="held",
            dimensions=("month",),
        ),
        Measure(
            "consultations",
            "Beratungen",
            CONSULTATIONS,
            "consultations",
            "count",
            "Beratungen mit Datum im Berichtsjahr, auf jedem Weg und für jede Zielgruppe.",
            dimensions=("month", "channel", "target_group"),
        ),
    )


def _group_work() -> tuple[Measure, ...]:
    return (
        Measure(
            "workshops",
            "Workshops",
            WORKSHOPS,
            "workshops",
            "count",
            "Workshops mit Datum im Berichtsjahr.",
            dimensions=("month", "topic", "target_group"),
        ),
        Measure(
            "workshop_participants",
            "Teilnahmen an Workshops",
            ATTENDANCES,
            "workshops",
            "sum",
            "Teilnehmende aller Workshops; wer an zweien teilnahm, zählt zweimal.",
            value="participants",
            dimensions=("month", "topic", "target_group"),
        ),
        Measure(
            "accompaniments",
            "Begleitungen",
            ACCOMPANIMENTS,
            "accompaniments",
            "count",
            "Begleitete Termine mit Datum im Berichtsjahr.",
            dimensions=("month", "accompaniment_kind"),
        ),
    )


def _staff() -> tuple[Measure, ...]:
    dimensions = ("term", "term_end", "term_length")
    return (
        Measure(
            "positions",
            "Stellen",
            POSITIONS,
            "positions",
            "count",
            "Stellen nach dem Stand der Lieferungen, besetzt oder nicht.",
            dimensions=dimensions,
        ),
        Measure(
            "full_time_equivalents",
            "Vollzeitstellen",
            FULL_TIME_POSITIONS,
            "positions",
            "sum",
            "Umfang dieser Stellen in vollzeitverrechneten Anteilen (VZÄ).",
            value="full_time_equivalent",
            dimensions=dimensions,
            digits=2,
        ),
    )
