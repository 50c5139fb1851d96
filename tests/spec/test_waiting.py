"""Fälle: wer sich neu angemeldet hat, wer ohne Vermittlung ausschied, wer am Jahresende wartet."""

CASES = """
| traeger | fall_id | anmeldedatum | status     | abschlussdatum | abschlussgrund  |
| Caritas | C-1     | 2017-05-02   | wartend    |                |                 |
| Caritas | C-2     | 2019-05-02   | wartend    |                |                 |
| Caritas | C-3     | 2019-12-31   | wartend    |                |                 |
| Caritas | C-4     | 2020-01-07   | wartend    |                |                 |
| DRK     | D-1     | 2018-01-01   | beendet    | 2019-08-01     | fortzug         |
| DRK     | D-2     | 2018-01-01   | beendet    | 2019-08-01     | heimlich weg    |
| DRK     | D-3     | 2019-01-01   | beendet    | 2020-01-05     | fortzug         |
| DRK     | D-4     | 2018-01-01   | vermittelt | 2019-08-01     |                 |
"""


def test_registrations_are_those_of_the_year(count):
    assert count("registrations", faelle=CASES) == 2 + 1
    assert count("registrations", "month", "12", faelle=CASES) == 1


def test_waiting_at_the_years_end_is_registered_and_neither_placed_nor_closed_by_then(count):
    # C-1, C-2, C-3; C-4 came later; D-3 was closed only after the year's end
    assert count("households_waiting", faelle=CASES) == 3 + 1
    assert count("households_waiting", carrier="DRK", faelle=CASES) == 1


def test_closed_without_placement_in_the_year_by_reason(count):
    assert count("cases_closed", faelle=CASES) == 2
    assert count("cases_closed", "closing_reason", "fortzug", faelle=CASES) == 1


def test_a_reason_in_the_carriers_own_words_counts_as_other_and_is_never_shown(count):
    assert count("cases_closed", "closing_reason", "sonstige", faelle=CASES) == 1
