"""Sprechstunden, Beratungen, Workshops, Begleitungen und Stellen."""

SESSIONS = """
| traeger | termin_id | datum      | angeboten | stattgefunden |
| Caritas | T-1       | 2019-09-02 | ja        | ja            |
| Caritas | T-2       | 2019-09-09 | ja        | nein          |
| DRK     | T-1       | 2019-09-03 | nein      | nein          |
"""
CONSULTATIONS = """
| traeger | beratung_id | kanal      | zielgruppe   |
| Caritas | B-1         | mail       | tandem       |
| Caritas | B-2         | telefon    | ehrenamt     |
| DRK     | B-1         | persoenlich | tandem      |
"""
WORKSHOPS = """
| traeger | workshop_id | zielgruppe   | teilnehmende | thema          |
| Caritas | A-1         | gefluechtete | 12           | wohnungssuche  |
| DRK     | A-1         | gefluechtete | 8            | wohnungssuche  |
| DRK     | A-2         | ehrenamt     | 5            | Müll und Strom |
"""
POSITIONS = """
| traeger | stelle_id | umfang_vzae | befristet | befristet_bis | beginn     |
| Caritas | S-1       | 1,0         | nein      |               | 2018-01-01 |
| Caritas | S-2       | 0,5         | ja        | 31.12.2021    | 2020-01-01 |
| DRK     | S-1       | 1,0         | nein      |               |            |
| DRK     | S-2       | 0,75        | ja        | 30.06.2020    | 2019-07-01 |
"""


def test_a_session_offered_need_not_have_been_held(count):
    assert count("sessions_offered", sprechstunden=SESSIONS) == 2
    assert count("sessions_held", sprechstunden=SESSIONS) == 1
    assert count("sessions_offered", carrier="DRK", sprechstunden=SESSIONS) == 0


def test_consultations_by_channel_and_target_group(count):
    assert count("consultations", beratungen=CONSULTATIONS) == 3
    assert count("consultations", "channel", "telefon", beratungen=CONSULTATIONS) == 1
    assert count("consultations", "target_group", "tandem", beratungen=CONSULTATIONS) == 1 + 1


def test_workshops_and_their_participants(count):
    assert count("workshops", workshops=WORKSHOPS) == 3
    assert count("workshop_participants", "target_group", "gefluechtete", workshops=WORKSHOPS) == 12 + 8
    assert count("workshops", "topic", "wohnungssuche", workshops=WORKSHOPS) == 1 + 1
    assert count("workshop_participants", "topic", "sonstige", workshops=WORKSHOPS) == 5  # in own words


def test_accompaniments_by_kind(count):
    drawn = "| traeger | begleitung_id | art |\n| DRK | G-1 | amt |\n| DRK | G-2 | mietvertrag |"
    assert count("accompaniments", "accompaniment_kind", "mietvertrag", begleitungen=drawn) == 1


def test_positions_by_term_and_until_when(count):
    assert count("positions", stellen=POSITIONS) == 4
    assert count("positions", "term", "unbefristet", stellen=POSITIONS) == 2
    assert count("positions", "term_end", "2021-12-31", stellen=POSITIONS) == 1
    assert count("positions", "term_end", "unbefristet", stellen=POSITIONS) == 2
    assert count("positions", "term_length", "024", stellen=POSITIONS) == 1  # 01.01.2020 to 31.12.2021
    assert count("positions", "term_length", "012", stellen=POSITIONS) == 1  # 01.07.2019 to 30.06.2020
    assert count("full_time_equivalents", stellen=POSITIONS) == 1.0 + 0.5 + 1.0 + 0.75
