"""The rules without a test of their own, which are reported by their id.

Reading a delivery finds them out, in its files, sheets, headings and single cells, or the check as a whole.
"""

from auszug_lib.delivery.rules.rule import RULES, Rule


def _hard(id: str, message: str, remedy: str, table: str = "", columns: tuple[str, ...] = ()) -> Rule:
    return Rule(id, "hard", message, remedy, table, columns)


def _info(id: str, message: str, remedy: str) -> Rule:
    return Rule(id, "info", message, remedy)


_DELIVERY_RULES = (
    _hard(
        "lieferung_vollstaendig",
        "Die Lieferung des Trägers {carrier} für {year} fehlt.",
        "Bitte die Lieferung anfordern und in den Ordner legen.",
        table="lieferung",
    ),
    _hard(
        "eine_lieferung",
        "Für diesen Träger und dieses Jahr liegt schon {other} vor.",
        "Bitte die überholte Lieferung aus dem Ordner nehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    _hard(
        "traeger_vorgesehen",
        "Der Träger ist für {year} nicht vorgesehen; vorgesehen sind {carriers}.",
        "Bitte das Kürzel berichtigen oder den Träger in die Jahresdatei aufnehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    _hard(
        "lieferung_eine_zeile",
        "Das Blatt lieferung muss genau eine Zeile mit Träger und Berichtsjahr haben.",
        "Bitte genau eine Zeile ausfüllen; je Träger und Jahr ist es eine eigene Lieferung.",
        table="lieferung",
        columns=("traeger",),
    ),
    _hard(
        "berichtsjahr_passt",
        "Das Berichtsjahr passt nicht zu den Daten: Fast alle liegen im Jahr {found}.",
        "Bitte das Berichtsjahr berichtigen oder die Lieferung des richtigen Jahres schicken.",
        table="lieferung",
        columns=("berichtsjahr",),
    ),
    _info(
        "datei_unbekannt",
        "Diese Datei ist keine Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn sie nur zur Information dabei liegt.",
    ),
    _info(
        "datei_im_unterordner",
        "Diese Datei liegt in einem Unterordner und wurde nicht gelesen.",
        "Ist sie eine Lieferung, bitte neben die übrigen legen; sonst ist nichts zu tun.",
    ),
    _info(
        "zeichensatz",
        "Die Datei ist nicht in UTF-8 gespeichert, sie wurde als {encoding} gelesen.",
        "Nichts zu tun, wenn die Umlaute stimmen; besser als „CSV UTF-8“ speichern.",
    ),
)

_SHEET_RULES = (
    _hard(
        "blatt_vorhanden",
        "Das Blatt {table} fehlt.",
        "Bitte das Blatt einfügen; gibt es nichts zu melden, reicht die Kopfzeile.",
    ),
    _hard(
        "blatt_einmal",
        "Das Blatt {table} gibt es zweimal, hier und als {other}.",
        "Bitte beide Blätter zu einem zusammenführen.",
    ),
    _hard(
        "kopfzeile_vorhanden",
        "In den ersten Zeilen steht keine Kopfzeile mit den Spaltennamen.",
        "Bitte die Spaltennamen wie im Formular in die erste Zeile schreiben.",
    ),
    _hard(
        "spalte_vorhanden",
        "Die Spalte {column} fehlt.",
        "Bitte die Spalte hier ergänzen oder ihre Überschrift berichtigen.",
    ),
    _hard(
        "spalte_einmal",
        "Die Spalte {column} steht zweimal da, auch in {other}.",
        "Bitte die Überschrift berichtigen oder die zweite Spalte löschen.",
    ),
    _info(
        "blatt_umbenannt",
        "Das Blatt ist anders geschrieben und wurde als {table} gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    _info(
        "blatt_unbekannt",
        "Dieses Blatt gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    _info(
        "kopfzeile_versetzt",
        "Die Kopfzeile steht in Zeile {row}; was darüber steht, wurde übergangen.",
        "Nichts zu tun, wenn darüber nur ein Titel steht.",
    ),
    _info(
        "spalte_umbenannt",
        "Die Überschrift ist anders geschrieben und wurde als {column} gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    _info(
        "spalte_unbekannt",
        "Diese Spalte gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    _info(
        "spalte_entfallen",
        "Was nicht mehr erhoben wird, wurde nicht gelesen: {columns}.",
        "Nichts zu tun; das Formular dieses Jahres fragt nicht mehr danach.",
    ),
    _info(
        "leerzeile",
        "Hier ist leer: {rows}. Die Datensätze darunter wurden gelesen.",
        "Nichts zu tun, wenn dort kein Datensatz fehlt.",
    ),
    _hard(
        "zeile_zu_lang",
        "Hier stehen mehr Zellen als Überschriften: {rows}; vermutlich teilt ein Trennzeichen einen Text "
        "oder eine Zahl.",
        "Bitte die geteilte Zelle in Anführungszeichen setzen oder die Datei neu als CSV speichern.",
    ),
    _hard(
        "zeile_zu_kurz",
        "Hier stehen weniger Zellen als Überschriften: {rows}; vermutlich fehlt ein Trennzeichen, oder ein "
        "Anführungszeichen oder Zeilenumbruch teilt die Zeile falsch.",
        "Bitte die Zeile berichtigen oder die Datei neu als CSV speichern; auch eine leere Zelle braucht ihr "
        "Trennzeichen.",
    ),
    _hard(
        "zeilen_im_text",
        "In dieser Zelle stehen ganze Zeilen der Tabelle; vermutlich hat ein einzelnes Anführungszeichen sie "
        "verschluckt.",
        "Bitte den Wert statt des Anführungszeichens schreiben und prüfen, ob weiter unten noch eines steht.",
    ),
    _hard(
        "datei_abgeschnitten",
        "Die Datei endet hier mitten in einer Zeile; es können weitere fehlen.",
        "Bitte die Datei neu als CSV speichern und noch einmal schicken.",
    ),
    _hard(
        "datensatz_ueber_kopfzeile",
        "Über der Kopfzeile stehen Datensätze und wurden nicht gelesen: {rows}.",
        "Bitte die Kopfzeile über alle Datensätze setzen.",
    ),
    _info(
        "zeile_verkuerzt",
        "Zeilen enden vor der letzten Überschrift, diese als erste von {count}; was fehlt, gilt als leer.",
        "Nichts zu tun, wenn dort nichts fehlt; das Programm lässt leere Zellen am Ende weg.",
    ),
    _info(
        "notizzeile",
        "Hier steht nur etwas in Spalten, die nicht zur Lieferung gehören, also kein Datensatz: {rows}.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    _info(
        "ausgeblendet",
        "Ausgeblendet oder weggefiltert, aber mitgelesen: {hidden}.",
        "Nichts zu tun, wenn es zur Lieferung gehört; sonst bitte löschen.",
    ),
    _info(
        "zellen_verbunden",
        "Die Zellen {area} sind verbunden; ihr Wert wurde für jede der Zeilen gelesen.",
        "Nichts zu tun, wenn er für jede gilt.",
    ),
    _info(
        "summenzeile",
        "Diese Zeile ist eine Summe und wurde nicht als Datensatz gelesen.",
        "Nichts zu tun, wenn es stimmt; Summen rechnet der Bericht selbst.",
    ),
)

CELL_RULES = (
    _hard(
        "formel_ohne_wert",
        "In dieser Zelle steht eine Formel ohne gespeichertes Ergebnis.",
        "Bitte die Datei in Excel öffnen, neu berechnen und speichern, oder den Wert eintragen.",
    ),
    _hard(
        "fehlerwert",
        "In dieser Zelle steht ein Fehlerwert wie #BEZUG! oder #NV.",
        "Bitte den richtigen Wert eintragen.",
    ),
    _hard(
        "zelle_verdeckt",
        "Diese Zelle ist mit anderen verbunden, und welcher Wert für sie gilt, ist nicht zu erkennen.",
        "Bitte die Verbindung der Zellen aufheben und jede Zelle ausfüllen.",
    ),
    _hard(
        "personenbezug",
        "Hier steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte den Inhalt löschen; der Haushalt hat nur sein Pseudonym.",
    ),
    _hard(
        "personenbezug_spalte",
        "In dieser Spalte steht {kind}; Angaben über Personen gehören nicht in die Lieferung.",
        "Bitte die ganze Spalte löschen.",
    ),
    _hard(
        "formel_im_text",
        "{column}: Der Text beginnt wie eine Formel.",
        "Bitte als gewöhnlichen Text schreiben, ohne = oder @ am Anfang.",
    ),
    _hard(
        "markup_im_text",
        "{column}: Der Text enthält Befehle für eine Webseite oder den Satz.",
        "Bitte als gewöhnlichen Text schreiben, ohne spitze Klammern und ohne #.",
    ),
    _hard(
        "lesbar",
        "{column}: erwartet wird {expected}.",
        "Bitte den Wert in dieser Form eintragen.",
    ),
    _hard(
        "datum_mehrdeutig",
        "{column}: Das Datum lässt sich auf mehrere Arten lesen.",
        "Bitte als TT.MM.JJJJ mit vierstelligem Jahr schreiben, etwa 03.04.2019.",
    ),
    _hard(
        "uhrzeit_verschoben",
        "{column}: Die Uhrzeit {times} in {cells} ist wohl die einer anderen Uhr, als ob ein Programm in "
        "Weltzeit (UTC) gespeichert hätte; gemeint wäre dann der Tag danach.",
        "Bitte die ganze Spalte prüfen und die Tage ohne Uhrzeit eintragen.",
    ),
    _hard(
        "zahl_mehrdeutig",
        "{column}: Die Zahl lässt sich auf mehrere Arten lesen, Dezimalzeichen ist hier „{mark}“.",
        "Bitte ohne Tausendertrennung und mit diesem Dezimalzeichen schreiben.",
    ),
    _hard(
        "code",
        "{column} muss {codes} sein.",
        "Bitte einen Wert aus der Liste wählen.",
    ),
    _hard(
        "pflicht",
        "{column} darf nicht leer sein.",
        "Bitte einen Wert eintragen.",
    ),
    _hard(
        "nicht_negativ",
        "{column} darf nicht kleiner als 0 sein.",
        "Bitte die richtige Zahl eintragen.",
    ),
    _hard(
        "eindeutig",
        "Diese {column} hat schon ein anderer Datensatz{difference}.",
        "Bitte eine eigene Kennung vergeben oder den doppelten Datensatz löschen.",
    ),
    _hard(
        "kennung_geschrieben",
        "Diese {column} ist im Blatt {table} anders geschrieben: {unlike}.",
        "Bitte in beiden Blättern gleich schreiben, am besten die Kennung von dort kopieren.",
    ),
    Rule(
        "namibia_gemeint",
        "soft",
        "{column}: NA ist das Kürzel von Namibia; oft steht es für „keine Angabe“.",
        "Bitte prüfen; wo nichts bekannt ist, „unbekannt“ eintragen.",
        table="faelle",
        columns=("hauptstaatsangehoerigkeit",),
    ),
    _info(
        "leerzeichen",
        "{column}: Leerzeichen vor oder nach dem Wert wurden entfernt.",
        "Nichts zu tun.",
    ),
    _info(
        "code_umgesetzt",
        "{column}: Der Wert ist anders geschrieben und wurde gelesen als: {code}.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    _info(
        "code_sonstige",
        "{column}: Eigene Worte zählen als „{other}“.",
        "Nichts zu tun, wenn kein Wert der Liste passt.",
    ),
    _info(
        "datum_umgesetzt",
        "{column}: Das Datum ist anders geschrieben (Tageszahl, Uhrzeit, Tag ohne Null) und wurde gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    _info(
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
    _info(
        "veroeffentlichte_zahl",
        "Veröffentlicht ist {published} ({source}), die Lieferungen ergeben {counted}: {measure}, {period}.",
        "Bitte prüfen, welche Zahl stimmt; der Bericht zeigt beide.",
    ),
    _info(
        "annahme_ohne_befund",
        "In der Jahresdatei ist eine Auffälligkeit angenommen, die es nicht gibt: {rule}.",
        "Bitte den Eintrag unter accepted löschen oder Regel und Datensatz berichtigen.",
    ),
)

RULES.update((rule.id, rule) for rule in (*_DELIVERY_RULES, *_SHEET_RULES, *CELL_RULES, *_SUMMARY_RULES))
