"""The rules without a test of their own.

Reading a delivery finds them out, in its files, sheets, headings and single cells, or the check as a whole.
"""

from auszug_lib.delivery.rules.rule import RULES, Rule

_DELIVERY_RULES = (
    Rule(
        "lieferung_vollstaendig",
        "hard",
        "Die Lieferung des Trägers {carrier} für {year} fehlt.",
        "Bitte die Lieferung anfordern und in den Ordner legen.",
        table="lieferung",
    ),
    Rule(
        "eine_lieferung",
        "hard",
        "Für diesen Träger und dieses Jahr liegt schon {other} vor.",
        "Bitte die überholte Lieferung aus dem Ordner nehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    Rule(
        "traeger_vorgesehen",
        "hard",
        "Der Träger ist für {year} nicht vorgesehen; vorgesehen sind {carriers}.",
        "Bitte das Kürzel berichtigen oder den Träger in die Jahresdatei aufnehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    Rule(
        "lieferung_eine_zeile",
        "hard",
        "Das Blatt lieferung muss genau eine Zeile mit Träger und Berichtsjahr haben.",
        "Bitte genau eine Zeile ausfüllen; je Träger und Jahr ist es eine eigene Lieferung.",
        table="lieferung",
        columns=("traeger",),
    ),
    Rule(
        "berichtsjahr_passt",
        "hard",
        "Das Berichtsjahr passt nicht zu den Daten: Fast alle liegen im Jahr {found}.",
        "Bitte das Berichtsjahr berichtigen oder die Lieferung des richtigen Jahres schicken.",
        table="lieferung",
        columns=("berichtsjahr",),
    ),
    Rule(
        "datei_unbekannt",
        "info",
        "Diese Datei ist keine Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn sie nur zur Information dabei liegt.",
    ),
    Rule(
        "zeichensatz",
        "info",
        "Die Datei ist nicht in UTF-8 gespeichert, sie wurde als {encoding} gelesen.",
        "Nichts zu tun, wenn die Umlaute stimmen; besser als „CSV UTF-8“ speichern.",
    ),
)

_SHEET_RULES = (
    Rule(
        "blatt_vorhanden",
        "hard",
        "Das Blatt {table} fehlt.",
        "Bitte das Blatt einfügen; gibt es nichts zu melden, reicht die Kopfzeile.",
    ),
    Rule(
        "blatt_einmal",
        "hard",
        "Das Blatt {table} gibt es zweimal, hier und als {other}.",
        "Bitte beide Blätter zu einem zusammenführen.",
    ),
    Rule(
        "kopfzeile_vorhanden",
        "hard",
        "In den ersten Zeilen steht keine Kopfzeile mit den Spaltennamen.",
        "Bitte die Spaltennamen wie im Formular in die erste Zeile schreiben.",
    ),
    Rule(
        "spalte_vorhanden",
        "hard",
        "Die Spalte {column} fehlt.",
        "Bitte die Spalte hier ergänzen oder ihre Überschrift berichtigen.",
    ),
    Rule(
        "spalte_einmal",
        "hard",
        "Die Spalte {column} steht zweimal da, auch in {other}.",
        "Bitte die Überschrift berichtigen oder die zweite Spalte löschen.",
    ),
    Rule(
        "blatt_umbenannt",
        "info",
        "Das Blatt ist anders geschrieben und wurde als {table} gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    Rule(
        "blatt_unbekannt",
        "info",
        "Dieses Blatt gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    Rule(
        "kopfzeile_versetzt",
        "info",
        "Die Kopfzeile steht in Zeile {row}; was darüber steht, wurde übergangen.",
        "Nichts zu tun, wenn darüber nur ein Titel steht.",
    ),
    Rule(
        "spalte_umbenannt",
        "info",
        "Die Überschrift ist anders geschrieben und wurde als {column} gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    Rule(
        "spalte_unbekannt",
        "info",
        "Diese Spalte gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    Rule(
        "spalte_entfallen",
        "info",
        "Was nicht mehr erhoben wird, wurde nicht gelesen: {columns}.",
        "Nichts zu tun; das Formular dieses Jahres fragt nicht mehr danach.",
    ),
    Rule(
        "leerzeile",
        "info",
        "Hier ist leer: {rows}. Die Datensätze darunter wurden gelesen.",
        "Nichts zu tun, wenn dort kein Datensatz fehlt.",
    ),
    Rule(
        "zeile_zu_lang",
        "hard",
        "Hier stehen mehr Zellen als Überschriften: {rows}; vermutlich teilt ein Trennzeichen einen Text "
        "oder eine Zahl.",
        "Bitte die geteilte Zelle in Anführungszeichen setzen oder die Datei neu als CSV speichern.",
    ),
    Rule(
        "summenzeile",
        "info",
        "Diese Zeile ist eine Summe und wurde nicht als Datensatz gelesen.",
        "Nichts zu tun, wenn es stimmt; Summen rechnet der Bericht selbst.",
    ),
)

CELL_RULES = (
    Rule(
        "formel_ohne_wert",
        "hard",
        "In dieser Zelle steht eine Formel ohne gespeichertes Ergebnis.",
        "Bitte die Datei in Excel öffnen, neu berechnen und speichern, oder den Wert eintragen.",
    ),
    Rule(
        "fehlerwert",
        "hard",
        "In dieser Zelle steht ein Fehlerwert wie #BEZUG! oder #NV.",
        "Bitte den richtigen Wert eintragen.",
    ),
    Rule(
        "personenbezug",
        "hard",
        "Hier steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte den Inhalt löschen; der Haushalt hat nur sein Pseudonym.",
    ),
    Rule(
        "personenbezug_spalte",
        "hard",
        "In dieser Spalte steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte die ganze Spalte löschen.",
    ),
    Rule(
        "formel_im_text",
        "hard",
        "{column}: Der Text beginnt wie eine Formel.",
        "Bitte als gewöhnlichen Text schreiben, ohne = oder @ am Anfang.",
    ),
    Rule(
        "markup_im_text",
        "hard",
        "{column}: Der Text enthält Befehle für eine Webseite oder den Satz.",
        "Bitte als gewöhnlichen Text schreiben, ohne spitze Klammern und ohne #.",
    ),
    Rule(
        "lesbar",
        "hard",
        "{column}: erwartet wird {expected}.",
        "Bitte den Wert in dieser Form eintragen.",
    ),
    Rule(
        "datum_mehrdeutig",
        "hard",
        "{column}: Das Datum lässt sich auf mehrere Arten lesen.",
        "Bitte als TT.MM.JJJJ mit vierstelligem Jahr schreiben, etwa 03.04.2019.",
    ),
    Rule(
        "zahl_mehrdeutig",
        "hard",
        "{column}: Die Zahl lässt sich auf mehrere Arten lesen, Dezimalzeichen ist hier „{mark}“.",
        "Bitte ohne Tausendertrennung und mit diesem Dezimalzeichen schreiben.",
    ),
    Rule(
        "code",
        "hard",
        "{column} muss {codes} sein.",
        "Bitte einen Wert aus der Liste wählen.",
    ),
    Rule(
        "pflicht",
        "hard",
        "{column} darf nicht leer sein.",
        "Bitte einen Wert eintragen.",
    ),
    Rule(
        "nicht_negativ",
        "hard",
        "{column} darf nicht kleiner als 0 sein.",
        "Bitte die richtige Zahl eintragen.",
    ),
    Rule(
        "eindeutig",
        "hard",
        "Diese {column} hat schon ein anderer Datensatz.",
        "Bitte eine eigene Kennung vergeben oder den doppelten Datensatz löschen.",
    ),
    Rule(
        "leerzeichen",
        "info",
        "{column}: Leerzeichen vor oder nach dem Wert wurden entfernt.",
        "Nichts zu tun.",
    ),
    Rule(
        "code_umgesetzt",
        "info",
        "{column}: Der Wert ist anders geschrieben und wurde als Wert der Liste gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    Rule(
        "code_sonstige",
        "info",
        "{column}: Eigene Worte zählen als „{other}“.",
        "Nichts zu tun, wenn kein Wert der Liste passt.",
    ),
    Rule(
        "datum_umgesetzt",
        "info",
        "{column}: Das Datum ist anders geschrieben (Tageszahl, Uhrzeit, Tag ohne Null) und wurde gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    Rule(
        "zahl_umgesetzt",
        "info",
        "{column}: Die Zahl ist anders geschrieben (Tausendertrennung oder Einheit) und wurde gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
)

# What only the whole check knows: it compares figures, or findings with what was accepted.
_SUMMARY_RULES = (
    Rule(
        "veroeffentlichte_zahl",
        "info",
        "Veröffentlicht ist {published} ({source}), die Lieferungen ergeben {counted}: {measure}, {period}.",
        "Bitte prüfen, welche Zahl stimmt; der Bericht zeigt beide.",
    ),
    Rule(
        "annahme_ohne_befund",
        "info",
        "In der Jahresdatei ist eine Auffälligkeit angenommen, die es nicht gibt: {rule}.",
        "Bitte den Eintrag unter accepted löschen oder Regel und Datensatz berichtigen.",
    ),
)

RULES.update((rule.id, rule) for rule in (*_DELIVERY_RULES, *_SHEET_RULES, *CELL_RULES, *_SUMMARY_RULES))
