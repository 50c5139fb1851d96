"""The rules on single cells, and on the check as a whole, that have no test of their own; see `sent`."""

from auszug_lib.delivery.rules.rule import RULES, Rule, hard, info

_CELL_RULES = (
    hard(
        "formel_ohne_wert",
        "In dieser Zelle steht eine Formel ohne gespeichertes Ergebnis.",
        "Bitte die Datei in Excel öffnen, neu berechnen und speichern, oder den Wert eintragen.",
    ),
    hard(
        "fehlerwert",
        "In dieser Zelle steht ein Fehlerwert wie #BEZUG! oder #NV.",
        "Bitte den richtigen Wert eintragen.",
    ),
    hard(
        "zelle_verdeckt",
        "Diese Zelle ist mit anderen verbunden, und welcher Wert für sie gilt, ist nicht zu erkennen.",
        "Bitte die Verbindung der Zellen aufheben und jede Zelle ausfüllen.",
    ),
    hard(
        "personenbezug",
        "Hier steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte den Inhalt löschen; der Haushalt hat nur sein Pseudonym.",
    ),
    hard(
        "personenbezug_spalte",
        "In dieser Spalte steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte die ganze Spalte löschen.",
    ),
    hard(
        "formel_im_text",
        "{column}: Der Text beginnt wie eine Formel.",
        "Bitte als gewöhnlichen Text schreiben, ohne = oder @ am Anfang.",
    ),
    hard(
        "markup_im_text",
        "{column}: Der Text enthält Befehle für eine Webseite oder den Satz.",
        "Bitte als gewöhnlichen Text schreiben, ohne spitze Klammern und ohne #.",
    ),
    hard(
        "lesbar",
        "{column}: erwartet wird {expected}.",
        "Bitte den Wert in dieser Form eintragen.",
    ),
    hard(
        "datum_mehrdeutig",
        "{column}: Das Datum lässt sich auf mehrere Arten lesen.",
        "Bitte als TT.MM.JJJJ mit vierstelligem Jahr schreiben, etwa 03.04.2019.",
    ),
    hard(
        "uhrzeit_verschoben",
        "{column}: Die Uhrzeit {times} in {cells} ist wohl die einer anderen Uhr, als ob ein Programm in "
        "Weltzeit (UTC) gespeichert hätte; gemeint wäre dann der Tag danach.",
        "Bitte die ganze Spalte prüfen und die Tage ohne Uhrzeit eintragen.",
    ),
    hard(
        "zahl_mehrdeutig",
        "{column}: Die Zahl lässt sich auf mehrere Arten lesen, Dezimalzeichen ist hier „{mark}“.",
        "Bitte ohne Tausendertrennung und mit diesem Dezimalzeichen schreiben.",
    ),
    hard(
        "code",
        "„{column}“ muss {codes} sein.",
        "Bitte einen Wert aus der Liste wählen.",
    ),
    hard(
        "pflicht",
        "„{column}“ darf nicht leer sein.",
        "Bitte einen Wert eintragen.",
    ),
    hard(
        "nicht_negativ",
        "„{column}“ darf nicht kleiner als 0 sein.",
        "Bitte die richtige Zahl eintragen.",
    ),
    hard(
        "eindeutig",
        "Diese {column} hat schon ein anderer Datensatz{difference}.",
        "Bitte eine eigene Kennung vergeben oder den doppelten Datensatz löschen.",
    ),
    hard(
        "kennung_geschrieben",
        "Diese {column} ist im Blatt {table} anders geschrieben: {unlike}.",
        "Bitte in beiden Blättern gleich schreiben, am besten die Kennung von dort kopieren.",
    ),
    Rule(
        "namibia_gemeint",
        "soft",
        "{column}: NA ist das Kürzel von Namibia; oft steht es für „keine Angabe“.",
        "Bitte prüfen; wo nichts bekannt ist, „Unbekannt“ eintragen.",
        table="faelle",
        columns=("hauptstaatsangehoerigkeit",),
    ),
    info(
        "leerzeichen",
        "{column}: Leerzeichen vor oder nach dem Wert wurden entfernt.",
        "Nichts zu tun.",
    ),
    info(
        "code_umgesetzt",
        "{column}: Der Wert ist anders geschrieben und wurde gelesen als: {code}.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    info(
        "code_sonstige",
        "{column}: Eigene Worte zählen als „{other}“.",
        "Nichts zu tun, wenn kein Wert der Liste passt.",
    ),
    info(
        "datum_umgesetzt",
        "{column}: Das Datum ist anders geschrieben (Tageszahl, Uhrzeit, Tag ohne Null) und wurde gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    info(
        "zahl_umgesetzt",
        "{column}: Die Zahl ist anders geschrieben (Tausendertrennung oder Einheit) und wurde gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
)

# What only the whole check knows: it compares figures or years, or findings with what was accepted.
_SUMMARY_RULES = (
    Rule(
        "wartender_fall_fehlt",
        "soft",
        "Ein Fall, der am Ende des Vorjahrs wartete, fehlt in dieser Lieferung.",
        "Bitte den Fall aufnehmen: weiter wartend, vermittelt oder beendet.",
        table="faelle",
    ),
    info(
        "veroeffentlichte_zahl",
        "Veröffentlicht ist {published} ({source}), die Lieferungen ergeben {counted}: {measure}, {period}.",
        "Bitte prüfen, welche Zahl stimmt; der Bericht zeigt beide.",
    ),
    info(
        "annahme_ohne_befund",
        "In der Jahresdatei ist eine Auffälligkeit angenommen, die es nicht gibt: {rule}.",
        "Bitte den Eintrag unter accepted löschen oder Regel und Datensatz berichtigen.",
    ),
)

RULES.update((rule.id, rule) for rule in (*_CELL_RULES, *_SUMMARY_RULES))
