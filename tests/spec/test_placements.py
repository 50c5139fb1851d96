"""Vermittlungen: was ein vermittelter Haushalt ist, wie viele Personen zählen, wohin sie ziehen."""

CASES = """
| traeger | fall_id | anmeldedatum | personen | erwachsene | kinder | hauptstaatsangehoerigkeit | aufenthaltsstatus |
| Caritas | C-1     | 2018-06-01   | 4        | 2          | 2      | SY                        | duldung           |
| Caritas | C-2     | 2019-01-15   | 1        | 1          | 0      | IQ                        |                   |
| DRK     | D-1     | 2017-03-01   | 7        | 2          | 5      | UA                        | duldung           |
| DRK     | C-1     | 2019-03-01   | 2        | 1          | 1      |                           | duldung           |
"""
FLATS = """
| traeger | wohnung_id | vermieterart | foerderweg  | stadtbezirk | kaltmiete | wohnflaeche_qm |
| Caritas | W-1        | GAG          | RL_FLUE     | 8           | 500,00    | 80             |
| Caritas | W-2        | privat       | frei        | 8           | 400,00    | 50             |
| DRK     | W-1        | GAG          | frei        | 9           |           | 110            |
| DRK     | W-2        | kirche       | sozialwohnung | ausserhalb | 700,50   | 65             |
"""
PLACEMENTS = """
| traeger | vermittlung_id | fall_id | wohnung_id | vermittlungsweg | einzugsdatum | personen_eingezogen |
| Caritas | V-1            | C-1     | W-1        | regulaer        | 2019-03-01   | 4                   |
| Caritas | V-2            | C-2     | W-2        | ehrenamt_pilot  | 2019-10-15   | 1                   |
| DRK     | V-1            | D-1     | W-1        | ehrenamt_pilot  | 2019-10-01   | 6                   |
| DRK     | V-2            | C-1     | W-2        | regulaer        | 2019-12-31   | 2                   |
"""
YEAR = {"faelle": CASES, "wohnungen": FLATS, "vermittlungen": PLACEMENTS}


def test_every_placement_is_a_household(count):
    assert count("households_placed", **YEAR) == 2 + 2
    assert count("households_placed", carrier="Caritas", **YEAR) == 2


def test_a_carrier_without_placements_has_zero_not_nothing(count):
    assert count("households_placed", carrier="KFR", **YEAR) == 0
    assert count("waiting_time_median", carrier="KFR", **YEAR) is None


def test_persons_are_those_who_moved_in_not_those_who_registered(count):
    assert count("persons_placed", **YEAR) == 4 + 1 + 6 + 2
    assert count("persons_placed", carrier="DRK", **YEAR) == 6 + 2


def test_the_same_pseudonym_at_two_carriers_is_two_households(count):
    assert count("persons_placed", "nationality", "syrien", **YEAR) == 4
    assert count("persons_placed", "nationality", "unbekannt", **YEAR) == 2


def test_mean_size_is_persons_by_households_not_a_mean_of_means(count):
    assert count("mean_household_size", **YEAR) == (4 + 1 + 6 + 2) / 4


def test_six_and_more_persons_share_a_class(count):
    assert count("households_placed", "household_size", "6+", **YEAR) == 1
    assert count("persons_placed", "household_size", "6+", **YEAR) == 6
    assert count("households_placed", "household_size", "5", **YEAR) == 0


def test_months_are_those_of_the_move_in(count):
    assert count("households_placed", "month", "10", **YEAR) == 2
    assert count("households_placed", "month", "12", **YEAR) == 1


def test_pilot_households_and_persons(count):
    assert count("pilot_households", **YEAR) == 1 + 1
    assert count("pilot_persons", **YEAR) == 1 + 6
    assert count("households_placed", "placement_way", "ehrenamt_pilot", **YEAR) == 2


def test_flats_of_the_partner_and_those_under_the_reported_programme(count):
    assert count("partner_flats", **YEAR) == 2
    assert count("partner_flats_funded", **YEAR) == 1
    assert count("partner_flats", carrier="DRK", **YEAR) == 1
    assert count("partner_flats_funded", carrier="DRK", **YEAR) == 0


def test_district_is_the_new_flats(count):
    assert count("households_placed", "district", "8", **YEAR) == 2
    assert count("households_placed", "district", "ausserhalb", **YEAR) == 1


def test_a_missing_residence_status_is_unknown(count):
    assert count("households_placed", "residence_status", "unbekannt", **YEAR) == 1


def test_waiting_time_runs_from_registration_to_move_in(count):
    # 273 days (01.06.2018–01.03.2019), 273 (15.01.–15.10.2019), 944 (01.03.2017–01.10.2019), 305 (01.03.–31.12.2019)
    assert count("waiting_time_median", **YEAR) == (273 + 305) / 2
    assert count("waiting_time_median", carrier="Caritas", **YEAR) == 273
    assert count("waiting_time_upper_quartile", **YEAR) == 305 + 0.25 * (944 - 305)


def test_median_rent_leaves_flats_without_rent_out_and_is_no_mean_of_carriers(count):
    # 400, 500 and 700.50; the carriers' medians are 450 and 700.50
    assert count("rent_median", **YEAR) == 500
    assert count("floor_area_median", **YEAR) == (65 + 80) / 2
