"""Personal data in a delivery: what must be found, and what a clean delivery holds without being held up."""

import datetime as dt
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from generator.deliveries import example_deliveries
from hypothesis import example, given
from hypothesis import strategies as st

from auszug_lib.delivery.personal import KINDS, looks_like_birth_dates, personal_heading, personal_texts
from auszug_lib.delivery.schema import TABLES
from auszug_lib.params.codes import PACKAGE_CODES, nationalities
from auszug_lib.params.folder import ParamsFolder

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")


def values(text: str) -> list[str]:
    return [value.strip() for value in text.split(";")]


def cases(lists: dict[str, str]) -> list:
    """Return one case a value, with the key of its list."""
    return [pytest.param(value, key, id=value) for key, text in lists.items() for value in values(text)]


def kind_of(text: str, *, identifiers: bool = False) -> str | None:
    kind = personal_texts(pd.Series([text], dtype="str"), identifiers=identifiers).iloc[0]
    return None if pd.isna(kind) else kind


# ---------------------------------------------------------------------------------------- headings

PERSONAL_HEADINGS = {
    "name": """
        Name; NAMEN; Vorname; Nachname; Familienname; Klarname; Geburtsname; Mädchenname; vorname_kind1;
        VornameKind; Name des Haushaltsvorstands; Name (intern); Name, Vorname; Mietername; Klientenname;
        Vorname Vermieter; Ansprechpartner; Ansprechpartner/in; Kontaktperson; Sachbearbeiterin;
        last_name; Haushaltsvorstand; Mieterin; Klient; Antragsteller; Kontaktdaten; Vermietername
    """,
    "geburtsdatum": """
        Geburtsdatum; geb. am; Geb.-Dat.; GebDat; geb.; Geburtstag; geburtsdatum_kind2; Geburtsjahr;
        geboren am; Date of birth; DOB
    """,
    "anschrift": """
        Straße; STRASSE; Str.; Anschrift; Adresse; adresse_neu; Hausnummer; Haus-Nr.; Straße u. Hausnr.;
        Meldeadresse; PLZ; Postleitzahl; street
    """,
    "nummer": """
        IBAN; Ausweisnummer; AZR-Nummer; Sozialversicherungsnummer; Passnr.
    """,
    "telefon": """
        Telefon; Tel.; Handy; Mobil; Handynummer; Telefon-Nr.; kontakt_telefon; Rufnummer; Mobiltelefon;
        Festnetz; Fax
    """,
    "email": """
        E-Mail; email; e_mail; Mail; Mail-Adresse; E-Mail-Adresse; kontakt_email
    """,
}


@pytest.mark.parametrize(("heading", "kind"), cases(PERSONAL_HEADINGS))
def test_a_heading_promises_personal_data_in_any_spelling(heading, kind):
    assert personal_heading(heading) == kind
    assert personal_heading(heading.upper().replace(" ", "_")) == kind
    assert personal_heading(unicodedata.normalize("NFD", heading)) == kind


HARMLESS_HEADINGS = """
    Bemerkung; Kontaktart; Alter; Geschlecht; Nationalität; Wohnort; Geburtsland; Aufnahmedatum; Einnahmen;
    Maßnahme; Immobilienart; Hotel; Titel; Gebäude; Geb.-Nr.; Straßensozialarbeit; Adressatenkreis;
    Rufbereitschaft; Anzahl Geburten; Register; Name der Unterkunft; Einrichtungsname; Trägername;
    Name des Workshops; Projektname; Dateiname; Name des Vermieters; Schulname; Telefonberatung;
    Beratung per Telefon; Anzahl Telefonate; Anzahl E-Mails; telefonisch
"""


@pytest.mark.parametrize("heading", values(HARMLESS_HEADINGS))
def test_a_harmless_heading_promises_none(heading):
    assert personal_heading(heading) is None


def test_no_column_of_the_schema_is_personal():
    columns = [column.name for table in TABLES.values() for column in table.columns]
    assert [name for name in columns if personal_heading(name)] == []


# ------------------------------------------------------------------------------------------- texts

PERSONAL_TEXTS = {
    "name": """
        Herr Schmitz; Frau Haddad sucht; Familie Al-Ahmad; Fam. Haddad; Fam.Haddad; Hr. Schmitz;
        frau Haddad; Eheleute Müller; Herrn Dr. Müller; privat, Herr Schmitz; Mr. Diallo;
        Frau Müller, Jobcenter; Geschwister Hussein; Frau Haddad Unterkunft Poll; Frau Yıldız; Herr Nikolić
    """,
    "geburtsdatum": """
        geb. 12.03.1985; geb.12.03.2015; geboren am 1.1.1990; geb. am 12.3.85; geb. 1985; *1985;
        * 12.03.1985; Amira (12.03.1985); 1985-03-12; Jahrgang 1985
    """,
    "anschrift": """
        Bergheimer Weg 14; Am Hof 12; Kölner Ring 3; Deutzer Freiheit 77;
        Venloer Straße 429; Venloer Str. 429; Venloer Str.429a; Herkulesstr 42; Anna-Seghers-Gasse 3;
        Hans-Böckler-Platz 9; Ebertplatz 4; Neumarkt 35; Hohenzollernring 5; Lindenallee 12;
        Konrad-Adenauer-Ufer 3; Am Hof 12, 50667 Köln; wohnt Herkulesstraße 42, Zimmer 3
    """,
    "telefon": """
        Tel. 0177 1234567; 0177 1234567; 0177/1234567; 01771234567; 0221 123456; 0221/221-12345;
        (0221) 12 34 56; 0221.123456; +49 221 123456; +49 (0)221 123456; 0049 177 1234567;
        K-0177 1234567; Handy 0176 12 34 56 78; unter der Nummer 0177 1234567; Tel.-Nr. 0221 1234567
    """,
    "email": """
        amira@example.org; Mail: hans.schmitz@example.de; hans.schmitz (at) example.de
    """,
    "nummer": """
        DE89 3704 0044 0532 0130 00; IBAN DE89370400440532013000
    """,
}

HARMLESS_TEXTS = {
    "vermieter": """
        Vonovia; GAG; GAG Immobilien AG; LEG NRW; Schmitz Hausverwaltung GmbH; Sahle Wohnen;
        Hans Schmitz GmbH; Heiner Bau; Anton Meyer GmbH & Co. KG; Peter Müller Immobilien;
        Rose Immobilien; Ernst Wohnbau; Stiftung Anna Roth; Hausverwaltung Petra Klein;
        Dr. Schmitz Immobilien GmbH; Adler Real Estate; Casa Nova; Paul Kleine Erben; Köln-Süd eG;
        Kirchengemeinde St. Maria; Erzbistum Köln; privat; Private Vermieterin; Deutsche Wohnen;
        Otto Pieper e.V.; Otto Sorgatz KGaA; Schmitz & Söhne
    """,
    "ort": """
        Bürgerhaus Kalk; Büro Innenstadt; Wohnheim Poll; Kalk Nord; Porz Mitte; Raum 3; Karl-Marx-Straße;
        Beratungsstelle Venloer Straße; Willy-Brandt-Platz; Edith Stein Haus; Anne-Frank-Schule;
        Karl Rahner Akademie; Haus Anna; Hotel Anna; Café Rosa; Kita Rosa; Maria Himmelfahrt;
        Christ König; Don-Bosco-Club; Ibrahim Al Khalil Moschee; St. Martin; 51063 Köln;
        Haus 2, Zimmer 12; Unna Massen; Sankt Augustin Hangelar
    """,
    "anliegen": """
        Wohnungssuche; Antrag WBS; Mietvertrag prüfen; Umzug Mülheim; Termin Jobcenter; ALG II;
        Will Umzug; Neue Wohnung; Große Familie; Familie mit 3 Kindern; Familie Nachzug; Frau und Kinder;
        Mutter Kind Einrichtung; Frauenberatung; Fr. Vormittag; Mo Di Mi Do Fr Sa;
        Besichtigung am 12.03.2019; Termin 12.03.2019 10:30; 01.01.2019 - 31.12.2019; 9-12 Uhr;
        Miete 512,30 Euro; Stellplatz 12; Wartelistenplatz 3; Wohnungsmarkt 2019; Rechtsweg 2;
        E-Mail an Vermieter; tel. Beratung; Telefon 12.03.2019; Mieter*innen; Geb. 12; Persisch, Dari;
        Iran Afghanistan; Familie Syrien; Miete August; Umzug Mai
    """,
    "thema": """
        Bewerbung um eine Wohnung; Mietrecht II; Wohnen in Deutschland; Tandem Treffen; Alpha Kurs;
        Case Management; Nikolaus Feier; Genfer Konvention vom 28.07.1951; Museum Ludwig
    """,
    "stellenart": """
        Soziale Arbeit; Beratung; Master Soziale Arbeit; Sozialarbeiter/in; Werkstudent
    """,
    "bemerkung": """
        nach Hagen gezogen; WG Zimmer; Über Freunde; Alle Kinder; Solange der Mietvertrag läuft;
        Baujahr 1985; Genossenschaft seit 1912; Aktenzeichen 0815/2019; Az. 50-0123-4567;
        Kundennummer 012345678; Fall 0221-0001; 0012345678; siehe DRK-2019-000123; 0800-1200; Frau K.;
        Herr A. aus Syrien; N. N.; k. A.; -; ?; #NV; DE89 3704 0044 0532 0130 01
    """,
}


@pytest.mark.parametrize(("text", "kind"), cases(PERSONAL_TEXTS))
def test_personal_data_in_a_text_is_found(text, kind):
    assert kind_of(text) == kind
    assert kind_of(f"  {unicodedata.normalize('NFD', text)} ") == kind


@pytest.mark.parametrize(("text", "column"), cases(HARMLESS_TEXTS))
def test_a_harmless_text_is_let_through(text, column):
    assert kind_of(text) is None


def test_no_code_nor_label_is_personal():
    lists = {**PACKAGE_CODES, **FOLDER.city("koeln").code_lists, "land": nationalities()}
    words = pd.Series([word for codes in lists.values() for pair in codes.labels.items() for word in pair])
    assert words[personal_texts(words).notna()].tolist() == []


# ------------------------------------------------------------------------------------- identifiers

PERSONAL_IDENTIFIERS = {
    "name": """
        Frau Haddad; Familie Hussein 2
    """,
    "geburtsdatum": """
        12.03.1985; AH 12.03.1985; 1985-03-12
    """,
    "telefon": """
        +49 177 1234567; Tel. 0177 1234567
    """,
    "email": """
        amira@example.org
    """,
}

PSEUDONYMS = """
    2019-00123; 0221-0001; 0177-1234567; DRK/2019/17; F-0012345678; DRK-2019-000123; 12345;
    Caritas-2019-B001; KFR_Porz_12; DRK-Koeln-2019-0001; Kalk_Mai_3; Haus_Rosa_2; S 12; A1;
    Wohnheim-Poll-17; Diakonie_Nippes_2019; Workshop-Mai-01; WE-12-links; BG 12345//0001234;
    550e8400-e29b-41d4-a716-446655440000; DRK.2019.05.12; TEL-12345; GEB-1985; Flüchtlingsrat
"""


@pytest.mark.parametrize(("text", "kind"), cases(PERSONAL_IDENTIFIERS))
def test_personal_data_for_a_pseudonym_is_found(text, kind):
    assert kind_of(text, identifiers=True) == kind


@pytest.mark.parametrize("text", values(PSEUDONYMS))
def test_a_pseudonym_is_let_through(text):
    assert kind_of(text, identifiers=True) is None


# TEL-02211234 says what it is.
LETTERS_AND_NUMBER = st.from_regex(r"[A-Z]{1,5}-?[0-9]{1,8}", fullmatch=True).filter(
    lambda text: not text.startswith(("TEL", "FAX", "FON", "RUF", "PHONE", "HANDY", "MOBIL"))
)


@given(st.lists(LETTERS_AND_NUMBER), st.booleans())
@example(["A-0580000", "NVFL-0812865"], False)
def test_letters_and_a_number_are_never_personal(texts, identifiers):
    assert personal_texts(pd.Series(texts, dtype="str"), identifiers=identifiers).isna().all()


@given(
    st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1)),
    st.sampled_from(("%d.%m.%Y", "%Y-%m-%d", "bis %d.%m.%Y")),
)
@example(dt.date(2019, 5, 2), "%d.%m.%Y")
def test_a_day_is_never_personal(day, form):
    assert kind_of(day.strftime(form)) is None


# ---------------------------------------------------------------------------------- the whole column


@given(st.lists(st.none() | st.text(max_size=60)), st.booleans())
def test_any_text_at_all_gets_a_kind_or_none(texts, identifiers):
    cells = pd.Series(texts, dtype="str")
    kinds = personal_texts(cells, identifiers=identifiers)
    assert kinds.index.equals(cells.index)
    assert set(kinds.dropna()) <= set(KINDS)
    assert kinds[cells.isna()].isna().all()


def test_each_cell_gets_its_own_kind_under_its_own_label():
    cells = pd.Series(
        [None, "Frau Haddad", "GAG", "Frau Haddad", "a@example.org"], index=[7, 3, 3, "x", None]
    )
    kinds = personal_texts(cells)
    assert kinds.index.equals(cells.index)
    assert kinds.astype(object).where(kinds.notna(), None).tolist() == [None, "name", None, "name", "email"]


@pytest.mark.parametrize("year", ["2016", "2019", "2020", "2022", "2023"])
def test_the_example_deliveries_hold_none(year):
    city = FOLDER.city("koeln")
    hits = []
    for tables in example_deliveries(city, FOLDER.year(year), FOLDER.published(city)).values():
        for name, frame in tables.items():
            for column in frame.select_dtypes("str"):
                texts = frame[column]
                kinds = [*personal_texts(texts).dropna(), *personal_texts(texts, identifiers=True).dropna()]
                hits += [(name, column, kind) for kind in kinds]
            for column in frame.select_dtypes("datetime"):
                if looks_like_birth_dates(frame[column], int(year)):
                    hits.append((name, column, "geburtsdatum"))
    assert hits == []


# ------------------------------------------------------------------------------------------- dates


def days(*years: int | None) -> pd.Series:
    cells = [None if year is None else dt.date(year, 3, 12) for year in years]
    return pd.to_datetime(pd.Series(cells)).astype("datetime64[s]")


@pytest.mark.parametrize(
    "years",
    [
        (1957, 1972, 1980, 1985, 1991, 1999, 2004),
        (1960, 1985, 1990, 2012, 2015, 2017, 1978),  # with small children
        (1960, None, 1985, 1999),
        (1900, 1900, 1960, 1985, 1999),  # a placeholder among them
    ],
)
def test_dates_spread_over_decades_are_birth_dates(years):
    assert looks_like_birth_dates(days(*years), 2019)


@pytest.mark.parametrize(
    "years",
    [
        (2014, 2015, 2015, 2016, 2019),  # arrival or registration
        (2011, 2011, 2012, 2012, 2013),  # all long ago, but at one time
        (1998, 2015, 2015, 2016, 2016),  # one of them long ago
        (1960, 1985),
        (None, None, None),
        (),
    ],
)
def test_other_dates_are_not(years):
    assert not looks_like_birth_dates(days(*years), 2023)
