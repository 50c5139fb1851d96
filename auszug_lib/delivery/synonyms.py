"""Synonyms: words of our own under which sheets, columns and codes are known in every city.

A word stands here only if it can mean nothing else: a „Familie“ may be any of three types of household.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from auszug_lib.params.codes import UNKNOWN, CodeList

Synonyms = Mapping[str, Iterable[str]]

YES, NO = "ja", "nein"
TRUTH = CodeList("ja_nein", MappingProxyType({YES: "Ja", NO: "Nein"}))

SHEETS: Synonyms = {
    "lieferung": ("Deckblatt", "Absender"),
    "faelle": ("Fall", "Fallliste", "Haushalte"),
    "wohnungen": ("Wohnung",),
    "vermittlungen": ("Vermittlung", "Einzüge", "Auszüge"),
    "sprechstunden": ("Sprechstunde", "Offene Sprechstunden"),
    "beratungen": ("Beratung",),
    "workshops": ("Workshop",),
    "begleitungen": ("Begleitung",),
    "stellen": ("Stelle", "Personal"),
}

COLUMNS: Synonyms = {
    "traeger": ("Träger der Maßnahme", "Verband"),
    "berichtsjahr": ("Jahr",),
    "stand": ("Stand vom", "Stichtag"),
    "schema_version": ("Version",),
    "fall_id": ("Fallnummer", "Fall-Nr.", "Fall Nr", "Fallkennung"),
    "anmeldedatum": ("Datum der Anmeldung", "Anmeldung", "angemeldet am"),
    "personen": ("Anzahl Personen", "Personenzahl", "Haushaltsgröße"),
    "erwachsene": ("Anzahl Erwachsene", "davon Erwachsene"),
    "kinder": ("Anzahl Kinder", "davon Kinder"),
    "haushaltstyp": ("Typ des Haushalts",),
    "hauptstaatsangehoerigkeit": ("Staatsangehörigkeit",),
    "abschlussdatum": ("Datum des Abschlusses", "abgeschlossen am"),
    "abschlussgrund": ("Grund des Abschlusses",),
    "wohnung_id": ("Wohnungsnummer", "Wohnungs-ID", "Wohnung Nr."),
    "vermieterart": ("Art des Vermieters",),
    "foerderweg": ("Förderung",),
    "stadtbezirk": ("Bezirk",),
    "zimmer": ("Zimmerzahl", "Anzahl Zimmer"),
    "wohnflaeche_qm": ("Wohnfläche", "Wohnfläche in qm", "Wohnfläche m²", "Fläche qm"),
    "kaltmiete": ("Nettokaltmiete", "Kaltmiete in Euro", "Kaltmiete €"),
    "vermittlung_id": ("Vermittlungsnummer", "Vermittlungs-ID"),
    "mietvertragsdatum": ("Datum des Mietvertrags", "Mietvertrag vom"),
    "einzugsdatum": ("Datum des Einzugs", "Einzug", "eingezogen am"),
    "personen_eingezogen": ("eingezogene Personen", "Anzahl eingezogene Personen"),
    "termin_id": ("Terminnummer", "Termin Nr."),
    "beratung_id": ("Beratungsnummer", "Beratungs-ID"),
    "workshop_id": ("Workshopnummer",),
    "teilnehmende": ("Teilnehmer", "Anzahl Teilnehmende", "Teilnehmerzahl"),
    "begleitung_id": ("Begleitungsnummer", "Begleitungs-ID"),
    "art": ("Art der Begleitung",),
    "stelle_id": ("Stellennummer", "Stellen-ID"),
    "umfang_vzae": ("VZÄ", "Umfang"),
}

# What people call states beside the names of CLDR. Kongo, Republik Kongo or Korea may be either of two.
_STATES: Synonyms = {
    "AF": ("Islamische Republik Afghanistan", "Islamisches Emirat Afghanistan"),
    "BA": ("Bosnien", "Bosnien-Herzegowina", "Bosnien u. Herzegowina"),
    "BD": ("Bangladesh",),
    "BW": ("Botswana",),
    "BY": ("Weißrussland",),
    "CD": (
        "Demokratische Republik Kongo",
        "DR Kongo",
        "Kongo, Demokratische Republik",
        "Kongo, Dem. Republik",
        "Kongo (DR)",
    ),
    "CI": ("Elfenbeinküste", "Republik Côte d’Ivoire"),
    "CN": ("Volksrepublik China", "VR China"),
    "CV": ("Kap Verde", "Kapverden"),
    "CZ": ("Tschechische Republik",),
    "DE": ("Bundesrepublik Deutschland",),
    "GB": ("Großbritannien", "Vereinigtes Königreich Großbritannien und Nordirland"),
    "HK": ("Hongkong",),
    "IQ": ("Republik Irak",),
    "IR": ("Islamische Republik Iran", "Iran, Islamische Republik"),
    "KG": ("Kirgistan", "Kirgisien"),
    "KP": ("Demokratische Volksrepublik Korea", "Korea, Demokratische Volksrepublik"),
    "KR": ("Republik Korea", "Korea, Republik"),
    "LA": ("Demokratische Volksrepublik Laos",),
    "MD": ("Moldau", "Moldawien", "Moldova", "Moldau, Republik"),
    "MK": ("Mazedonien", "Republik Nordmazedonien"),
    "MM": ("Birma", "Burma"),
    "MO": ("Macau", "Macao"),
    "NL": ("Holland",),
    "PS": ("Palästina", "Staat Palästina", "Palästinensische Gebiete"),
    "RU": ("Russische Föderation", "Russ. Föderation"),
    "SK": ("Slowakische Republik",),
    "SY": ("Arabische Republik Syrien", "Syrien, Arabische Republik"),
    "SZ": ("Swasiland",),
    "TL": ("Osttimor",),
    "TR": ("Türkiye", "Republik Türkei", "Republik Türkiye"),
    "TZ": ("Vereinigte Republik Tansania",),
    "US": ("USA", "Vereinigte Staaten von Amerika"),
    "VA": ("Vatikan",),
    "VN": ("Viet Nam", "Sozialistische Republik Vietnam"),
    "XK": ("Republik Kosovo", "Kosova"),
    "ZW": ("Zimbabwe",),
    # ISO has no code of two letters for these; the hint says as what they count.
    UNKNOWN: ("staatenlos", "Staatenlose", "Staatenloser", "XXA", "ungeklärt"),
}

CODES: Mapping[str, Synonyms] = {
    "hauptstaatsangehoerigkeit": _STATES,
    "haushaltstyp": {
        "alleinstehend": ("alleinstehende Person", "Single", "Einpersonenhaushalt"),
        "paar_mit_kind": ("Paar mit Kindern", "Paare mit Kindern"),
        "paar_ohne_kind": ("Paar ohne Kinder", "Paare ohne Kinder"),
        "alleinerziehend": ("alleinerziehende Person",),
        "sonstiger_mehrpersonenhaushalt": ("sonstige",),
    },
    "kanal": {
        "mail": ("E-Mail", "per Mail"),
        "telefon": ("telefonisch", "Tel."),
        "persoenlich": ("vor Ort",),
    },
    "zielgruppe": {"ehrenamt": ("Ehrenamtliche",)},
    "vermittlungsweg": {
        "regulaer": ("regulär", "normal"),
        "ehrenamt_pilot": ("Ehrenamt", "Pilot", "Pilotprojekt"),
    },
    TRUTH.name: {
        YES: ("j", "x", "1", "wahr", "true", "yes", "y"),
        NO: ("n", "0", "falsch", "false", "no"),
    },
}
