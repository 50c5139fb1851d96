"""Other spellings and words for sheets, columns and codes; what could mean two things means neither."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib import ParamsError
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.synonyms import CODES, COLUMNS, SHEETS
from auszug_lib.delivery.vocabulary import Vocabulary, as_seen, difference, vocabulary_of
from auszug_lib.delivery.words import spelling
from auszug_lib.params import City
from auszug_lib.params.codes import CodeList

CITY: dict[str, Any] = {
    "name": "Musterstadt",
    "authority": "Stadt Musterstadt",
    "department": "Wohnungsamt",
    "programme": "Auszugsmanagement",
    "programme_start": "2015-01-01",
    "carriers": [{"code": "Nord", "name": "Verein Nord e. V.", "short_name": "VN"}],
    "codes": {
        "stadtbezirk": {1: "Mitte", 2: "Süd-Ost", 3: "Neustadt", 10: "Neustadt"},
        "vermieterart": {"privat": "Privat", "WBG": "Wohnbau"},
        "foerderweg": {"frei": "Frei", "FOE": "Förderung"},
    },
    "partner_landlord": "WBG",
    "reported_funding": "FOE",
}


def city(**aliases: Any) -> City:
    return City.model_validate({**CITY, "aliases": aliases})


COLUMNS_OF_TABLES = [(table.name, column.name) for table in TABLES.values() for column in table.columns]
SEPARATORS = ("", " ", "-", "_", " - ", "\n", "\u00a0", "/", ". ")
UMLAUTS = {"ä": ("ae", "Ä"), "ö": ("oe", "Ö"), "ü": ("ue", "Ü")}


@st.composite
def respelt(draw: st.DrawFn, word: str) -> str:
    """Return a word with other case, separators and umlauts, perhaps with an asterisk behind it."""
    written = ""
    for sign in word:
        if sign in " -_":
            written += draw(st.sampled_from(SEPARATORS))
        elif draw(st.booleans()):
            written += draw(st.sampled_from(UMLAUTS.get(sign.lower(), (sign.swapcase(),))))
        else:
            written += sign
    if draw(st.booleans()):
        written = unicodedata.normalize("NFD", written)
    return draw(st.sampled_from(("", " ", "\ufeff"))) + written + draw(st.sampled_from(("", "*", " *", " ")))


@given(st.data(), st.sampled_from(COLUMNS_OF_TABLES))
def test_a_heading_in_any_spelling(vocabulary: Vocabulary, data: st.DataObject, place: tuple[str, str]):
    table, name = place
    written = data.draw(st.sampled_from((name, TABLES[table].column(name).label)).flatmap(respelt))
    assert vocabulary.column(table, written) == name


@given(st.data(), st.sampled_from(sorted(TABLES)))
def test_a_sheet_in_any_spelling(vocabulary: Vocabulary, data: st.DataObject, name: str):
    assert vocabulary.table(data.draw(respelt(name))) == name


@pytest.mark.parametrize(
    ("table", "heading", "column"),
    [
        ("faelle", "Unterkunft\nStadtbezirk", ""),
        ("faelle", "Einzugs-\ndatum", ""),
        ("vermittlungen", "Einzugs-\ndatum", "einzugsdatum"),
        ("faelle", "Personen *\nGröße des Haushalts", "personen"),
        ("faelle", "Haushaltsgröße", "personen"),
        ("vermittlungen", "Personen", ""),  # how many moved in is not how many there are
        ("wohnungen", "Wohnfläche (m²)", "wohnflaeche_qm"),
        ("wohnungen", "FORDERWEG", "foerderweg"),
        ("wohnungen", "Kaltmiete €", "kaltmiete"),
        ("wohnungen", "Warmmiete", ""),
        ("faelle", "", ""),
        ("faelle", "***", ""),
        ("faelle", "Fall-ID 2", ""),
    ],
)
def test_headings(vocabulary: Vocabulary, table: str, heading: str, column: str):
    assert vocabulary.column(table, heading) == column


@pytest.mark.parametrize(
    ("sheet", "table"),
    [
        ("Fälle", "faelle"),
        ("FAELLE ", "faelle"),
        ("Falle", "faelle"),
        ("Faelle 2019", "faelle"),
        ("2019_faelle", "faelle"),
        ("Einzüge", "vermittlungen"),
        ("Faelle (2)", ""),
        ("Tabelle1", ""),
        ("2019", ""),
        ("", ""),
    ],
)
def test_sheets(vocabulary: Vocabulary, sheet: str, table: str):
    assert vocabulary.table(sheet) == table


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        ("vermieterart", "GAG Immobilien AG", "GAG"),
        ("vermieterart", "gag", "GAG"),
        ("vermieterart", "Andere Wohnungsgesellschaft", "andere_wohnungsgesellschaft"),
        ("vermieterart", "GAG & Grubo", ""),
        ("stadtbezirk", "8", "8"),
        ("stadtbezirk", "8 Kalk", "8"),
        ("stadtbezirk", "8 - KALK", "8"),
        ("stadtbezirk", "Kalk", "8"),
        ("stadtbezirk", "Muelheim", "9"),
        ("stadtbezirk", "8.0", "8"),
        ("stadtbezirk", "8,00", "8"),
        ("stadtbezirk", "8,5", ""),
        ("stadtbezirk", "80", ""),
        ("stadtbezirk", "08", "8"),
        ("stadtbezirk", "8.", "8"),
        ("stadtbezirk", "Bezirk 8", "8"),
        ("stadtbezirk", "Stadtbezirk 08", "8"),
        ("stadtbezirk", "8. Stadtbezirk", "8"),
        ("stadtbezirk", "Stadtbezirk 8 (Kalk)", "8"),
        ("stadtbezirk", "Bezirk Kalk", "8"),
        ("stadtbezirk", "Bezirk 9 Kalk", ""),
        ("stadtbezirk", "008 Mülheim", ""),
        ("stadtbezirk", "9 Kalk", ""),
        ("traeger", "Caritas", "Caritas"),
        ("traeger", "CARITASVERBAND", "Caritas"),
        ("traeger", "Flüchtlingsrat", "KFR"),
        ("traeger", "Kölner Flüchtlingsrat e. V.", "KFR"),
        ("hauptstaatsangehoerigkeit", "sy", "SY"),
        ("hauptstaatsangehoerigkeit", "Syrien", "SY"),
        ("hauptstaatsangehoerigkeit", "NA", "NA"),
        ("hauptstaatsangehoerigkeit", "N/A", ""),  # which is not Namibia
        ("hauptstaatsangehoerigkeit", "n. a.", ""),
        ("hauptstaatsangehoerigkeit", "Oesterreich", "AT"),
        ("hauptstaatsangehoerigkeit", "A", ""),
        ("hauptstaatsangehoerigkeit", "Turkiye", "TR"),
        ("hauptstaatsangehoerigkeit", "Kosovo", "XK"),
        ("hauptstaatsangehoerigkeit", "Palästina", "PS"),
        ("hauptstaatsangehoerigkeit", "Tschechische Republik", "CZ"),
        ("hauptstaatsangehoerigkeit", "Nordmazedonien", "MK"),
        ("hauptstaatsangehoerigkeit", "Elfenbeinküste", "CI"),
        ("hauptstaatsangehoerigkeit", "Moldau", "MD"),
        ("hauptstaatsangehoerigkeit", "Südkorea", "KR"),
        ("hauptstaatsangehoerigkeit", "Arabische Republik Syrien", "SY"),
        ("hauptstaatsangehoerigkeit", "DR Kongo", "CD"),
        ("hauptstaatsangehoerigkeit", "Kongo", ""),  # there are two
        ("hauptstaatsangehoerigkeit", "Republik Kongo", ""),
        ("hauptstaatsangehoerigkeit", "Korea", ""),
        ("hauptstaatsangehoerigkeit", "Staatenlos", "unbekannt"),
        ("haushaltstyp", "Paar mit Kindern", "paar_mit_kind"),
        ("haushaltstyp", "Familie", ""),  # may be any of three types
        ("status", "abgeschlossen", ""),  # a placed case is, and one that ended
        ("kanal", "E-Mail", "mail"),
        ("ja_nein", "X", "ja"),
        ("ja_nein", "1", "ja"),
        ("ja_nein", "0,0", "nein"),
        ("ja_nein", "vorhanden", "ja"),
        ("ja_nein", "2", ""),
    ],
)
def test_codes(vocabulary: Vocabulary, codes: str, text: str, code: str):
    assert vocabulary.code(codes, text) == code


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("F-1", "F-1\u200b", "unsichtbares Zeichen (U+200B)"),
        ("F-1", "\ufeffF\u00ad-1", "unsichtbares Zeichen (U+00AD, U+FEFF)"),
        ("F-1", "\u2068F-1\u2069", "unsichtbares Zeichen (U+2068, U+2069)"),
        ("F\u200b1", "F1\u200b", "unsichtbares Zeichen"),
        ("F-1", "F–1", "anderer Strich (U+2013)"),
        ("F\u20111", "F−1", "anderer Strich (U+2011, U+2212)"),
        ("F 1", "F\u00a01", "anderes oder doppeltes Leerzeichen (U+00A0)"),
        ("F 1", "F  1", "anderes oder doppeltes Leerzeichen"),
        ("F-1", "F-1\u2009", "anderes oder doppeltes Leerzeichen (U+2009)"),
        ("Fä1", "Fa\u03081", "andere Zeichenform (U+0308)"),
        ("F1", "Ｆ１", "andere Zeichenform"),
        ("F-1", "f-1", "Groß- oder Kleinschreibung"),
        ("Fall ß", "FALL SS", "Groß- oder Kleinschreibung"),
        (
            "F-1",
            "f–1\u200b",
            "unsichtbares Zeichen, anderer Strich, Groß- oder Kleinschreibung (U+200B, U+2013)",
        ),
    ],
)
def test_texts_that_look_the_same_are_one_and_their_difference_has_a_name(one: str, other: str, unlike: str):
    assert as_seen(one) == as_seen(other)
    assert difference(one, other) == difference(other, one) == unlike


@pytest.mark.parametrize(
    ("one", "other"),
    [("F-1", "F1"), ("F 1", "F1"), ("F_1", "F-1"), ("F-01", "F-1"), ("Fä", "Fae"), ("F1", "Fl")],
)
def test_texts_that_look_different_are_two(one: str, other: str):
    assert as_seen(one) != as_seen(other)


@pytest.mark.parametrize("name", ["haushaltstyp", "hauptstaatsangehoerigkeit", "stadtbezirk", "traeger"])
def test_each_code_label_and_choice_means_the_code(vocabulary: Vocabulary, name: str):
    codes = vocabulary.lists[name]
    for code in codes.codes:
        assert {vocabulary.code(name, text) for text in (code, codes.label(code), codes.choices[code])} == {
            code
        }


def test_our_synonyms_contradict_neither_the_names_nor_each_other(vocabulary: Vocabulary):
    assert {(t, w) for t, words in SHEETS.items() for w in words if vocabulary.table(w) != t} == set()
    for table, known in TABLES.items():
        names = [column.name for column in known.columns]
        for name in names:
            assert {vocabulary.column(table, word) for word in COLUMNS.get(name, ())} <= {name}
    for codes, by_code in CODES.items():
        for code, words in by_code.items():
            assert {vocabulary.code(codes, word) for word in words} == {code}


def test_a_label_of_two_codes_means_neither():
    words = vocabulary_of(city())
    assert words.code("stadtbezirk", "Neustadt") == ""
    assert words.code("stadtbezirk", "10 Neustadt") == "10"


def test_a_choice_means_its_code_alone():
    codes = CodeList(
        "x", {"a": "B", "b": "C", "1": "Neustadt", "2": "Neustadt", "GAG": "GAG"}, words={"b": "Ce"}
    )
    assert list(codes.choices.values()) == ["a B", "Ce", "1 Neustadt", "2 Neustadt", "GAG"]


def test_the_city_adds_words():
    words = vocabulary_of(
        city(
            sheets={"faelle": ["Akten"]},
            columns={"personen": ["Köpfe"], "zimmer": ["Räume"]},
            codes={
                "stadtbezirk": {2: ["unten"], 3: ["Neustadt"]},
                "traeger": {"Nord": ["Die Nordlichter"]},
                "ja_nein": {"ja": ["genehmigt"]},
            },
        )
    )
    assert words.table("AKTEN") == "faelle"
    assert words.column("faelle", "koepfe") == "personen"
    assert words.column("wohnungen", "Räume") == "zimmer"
    assert words.column("faelle", "Räume") == ""
    assert words.code("stadtbezirk", "Unten") == "2"
    assert words.code("stadtbezirk", "Neustadt") == "3"
    assert words.code("traeger", "die nordlichter") == "Nord"
    assert words.code("ja_nein", "Genehmigt") == "ja"


@pytest.mark.parametrize(
    ("aliases", "sentence"),
    [
        (
            {"sheets": {"haushalte": ["x"]}},
            "aliases.sheets: „haushalte“ gibt es nicht; bekannt sind: lieferung,",
        ),
        ({"columns": {"koepfe": ["x"]}}, "aliases.columns: „koepfe“ gibt es nicht; bekannt sind: traeger,"),
        ({"codes": {"farbe": {}}}, "aliases.codes: „farbe“ gibt es nicht; bekannt sind: haushaltstyp,"),
        (
            {"codes": {"stadtbezirk": {11: ["x"]}}},
            "aliases.codes.stadtbezirk: „11“ gibt es nicht; bekannt sind: 1, 2, 3, 10.",
        ),
        (
            {"codes": {"hauptstaatsangehoerigkeit": {"Syrien": ["x"]}}},
            "aliases.codes.hauptstaatsangehoerigkeit: „Syrien“ gibt es nicht; bekannt sind: AF, EG, AX, ",
        ),
        ({"sheets": {"faelle": ["Stellen"]}}, "aliases.sheets.faelle: „Stellen“ bedeutet schon „stellen“."),
        (
            {"columns": {"personen": ["Kinder"]}},
            "aliases.columns.personen: „Kinder“ bedeutet schon „kinder“.",
        ),
        (
            {"codes": {"stadtbezirk": {1: ["suedost"]}}},
            "aliases.codes.stadtbezirk.1: „suedost“ bedeutet schon „2“.",
        ),
        (
            {"codes": {"ja_nein": {"nein": ["x"]}}},
            "aliases.codes.ja_nein.nein: „x“ bedeutet schon „ja“.",
        ),
        (
            {"codes": {"stadtbezirk": {1: ["Kern"], 2: ["kern"]}}},
            "aliases.codes.stadtbezirk.2: „kern“ bedeutet schon „1“.",
        ),
        (
            {"columns": {"kaltmiete": ["€"]}},
            "aliases.columns.kaltmiete: „€“ hat weder Buchstaben noch Ziffern.",
        ),
    ],
)
def test_aliases_that_cannot_hold_are_reported_with_file_and_key(aliases: dict[str, Any], sentence: str):
    with pytest.raises(ParamsError) as error:
        vocabulary_of(city(**aliases), "musterstadt.yaml")
    assert str(error.value).startswith(f"musterstadt.yaml, Schlüssel {sentence}")
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


@given(st.text())
def test_no_text_breaks_it(vocabulary: Vocabulary, text: str):
    assert spelling(spelling(text)) == spelling(text)
    assert vocabulary.code("ja_nein", text) in ("", "ja", "nein")
    assert vocabulary.column("faelle", text) == "" or spelling(text)
