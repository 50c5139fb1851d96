"""The rules on what was sent, its files, sheets, headings and rows; reading finds out what breaks them."""

from auszug_lib.delivery.rules.rule import RULES, hard, info

_DELIVERY_RULES = (
    hard(
        "lieferung_vollstaendig",
        "Die Lieferung des Trägers {carrier} für {year} fehlt.",
        "Bitte die Lieferung anfordern und in den Ordner legen.",
        table="lieferung",
    ),
    hard(
        "eine_lieferung",
        "Für diesen Träger und dieses Jahr liegt schon {other} vor.",
        "Bitte die überholte Lieferung aus dem Ordner nehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    hard(
        "traeger_vorgesehen",
        "Der Träger ist für {year} nicht vorgesehen; vorgesehen sind {carriers}.",
        "Bitte den Träger berichtigen oder in die Jahresdatei aufnehmen.",
        table="lieferung",
        columns=("traeger",),
    ),
    hard(
        "lieferung_eine_zeile",
        "Das Blatt lieferung muss genau eine Zeile mit Träger und Berichtsjahr haben.",
        "Bitte genau eine Zeile ausfüllen; je Träger und Jahr ist es eine eigene Lieferung.",
        table="lieferung",
        columns=("traeger",),
    ),
    hard(
        "berichtsjahr_passt",
        "Das Berichtsjahr passt nicht zu den Daten: Fast alle liegen im Jahr {found}.",
        "Bitte das Berichtsjahr berichtigen oder die Lieferung des richtigen Jahres schicken.",
        table="lieferung",
        columns=("berichtsjahr",),
    ),
    info(
        "datei_unbekannt",
        "Diese Datei ist keine Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn sie nur zur Information dabei liegt.",
    ),
    info(
        "dateien_unbekannt",
        "Weitere {count} Dateien sind keine Lieferung und wurden nicht gelesen.",
        "Bitte nur die Lieferungen in den Ordner legen.",
    ),
    hard(
        "personenbezug_im_namen",
        "Der Name der Datei oder des Blattes enthält {kind}; er wird nirgends gezeigt.",
        "Bitte umbenennen; Angaben über Personen gehören nicht in die Lieferung.",
    ),
    info(
        "datei_im_unterordner",
        "Diese Datei liegt in einem Unterordner und wurde nicht gelesen.",
        "Ist sie eine Lieferung, bitte neben die übrigen legen; sonst ist nichts zu tun.",
    ),
    info(
        "zeichensatz",
        "Die Datei ist nicht in UTF-8 gespeichert, sie wurde als {encoding} gelesen.",
        "Nichts zu tun, wenn die Umlaute stimmen; besser als „CSV UTF-8“ speichern.",
    ),
)

_SHEET_RULES = (
    hard(
        "blatt_vorhanden",
        "Das Blatt {table} fehlt.",
        "Bitte das Blatt einfügen; gibt es nichts zu melden, reicht die Kopfzeile.",
    ),
    hard(
        "blatt_einmal",
        "Das Blatt {table} gibt es zweimal, hier und als {other}.",
        "Bitte beide Blätter zu einem zusammenführen.",
    ),
    hard(
        "kopfzeile_vorhanden",
        "In den ersten Zeilen steht keine Kopfzeile mit den Spaltennamen.",
        "Bitte die Spaltennamen wie im Formular in die erste Zeile schreiben.",
    ),
    hard(
        "spalte_vorhanden",
        "Die Spalte „{column}“ fehlt.",
        "Bitte die Spalte hier ergänzen oder ihre Überschrift berichtigen.",
    ),
    hard(
        "spalte_einmal",
        "Die Spalte „{column}“ steht zweimal da, auch in {other}.",
        "Bitte die Überschrift berichtigen oder die zweite Spalte löschen.",
    ),
    info(
        "blatt_umbenannt",
        "Das Blatt ist anders geschrieben und wurde als {table} gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    info(
        "blatt_unbekannt",
        "Dieses Blatt gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    info(
        "kopfzeile_versetzt",
        "Die Kopfzeile steht in Zeile {row}; was darüber steht, wurde übergangen.",
        "Nichts zu tun, wenn darüber nur ein Titel steht.",
    ),
    info(
        "spalte_umbenannt",
        "Die Überschrift ist anders geschrieben und wurde als „{column}“ gelesen.",
        "Nichts zu tun, wenn es stimmt.",
    ),
    info(
        "spalte_unbekannt",
        "Diese Spalte gehört nicht zur Lieferung und wurde nicht gelesen.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    info(
        "spalte_entfallen",
        "Was nicht mehr erhoben wird, wurde nicht gelesen: {columns}.",
        "Nichts zu tun; das Formular dieses Jahres fragt nicht mehr danach.",
    ),
    info(
        "leerzeile",
        "Hier ist leer: {rows}. Die Datensätze darunter wurden gelesen.",
        "Nichts zu tun, wenn dort kein Datensatz fehlt.",
    ),
    hard(
        "zeile_zu_lang",
        "Hier stehen mehr Zellen als Überschriften: {rows}; vermutlich teilt ein Trennzeichen einen Text "
        "oder eine Zahl.",
        "Bitte die geteilte Zelle in Anführungszeichen setzen oder die Datei neu als CSV speichern.",
    ),
    hard(
        "zeile_zu_kurz",
        "Hier stehen weniger Zellen als Überschriften: {rows}; vermutlich fehlt ein Trennzeichen, oder ein "
        "Anführungszeichen oder Zeilenumbruch teilt die Zeile falsch.",
        "Bitte die Zeile berichtigen oder die Datei neu als CSV speichern; auch eine leere Zelle braucht ihr "
        "Trennzeichen.",
    ),
    hard(
        "zeilen_im_text",
        "In dieser Zelle stehen ganze Zeilen der Tabelle; vermutlich hat ein einzelnes Anführungszeichen sie "
        "verschluckt.",
        "Bitte den Wert statt des Anführungszeichens schreiben und prüfen, ob weiter unten noch eines steht.",
    ),
    hard(
        "datei_abgeschnitten",
        "Die Datei endet hier mitten in einer Zeile; es können weitere fehlen.",
        "Bitte die Datei neu als CSV speichern und noch einmal schicken.",
    ),
    hard(
        "datensatz_ueber_kopfzeile",
        "Über der Kopfzeile stehen Datensätze und wurden nicht gelesen: {rows}.",
        "Bitte die Kopfzeile über alle Datensätze setzen.",
    ),
    info(
        "zeile_verkuerzt",
        "Zeilen enden vor der letzten Überschrift, diese als erste von {count}; was fehlt, gilt als leer.",
        "Nichts zu tun, wenn dort nichts fehlt; das Programm lässt leere Zellen am Ende weg.",
    ),
    info(
        "notizzeile",
        "Hier steht nur etwas in Spalten, die nicht zur Lieferung gehören, also kein Datensatz: {rows}.",
        "Nichts zu tun, wenn es nur eigene Notizen sind.",
    ),
    info(
        "ausgeblendet",
        "Ausgeblendet oder weggefiltert, aber mitgelesen: {hidden}.",
        "Nichts zu tun, wenn es zur Lieferung gehört; sonst bitte löschen.",
    ),
    info(
        "zellen_verbunden",
        "Die Zellen {area} sind verbunden; ihr Wert wurde für jede der Zeilen gelesen.",
        "Nichts zu tun, wenn er für jede gilt.",
    ),
    info(
        "summenzeile",
        "Diese Zeile ist eine Summe und wurde nicht als Datensatz gelesen.",
        "Nichts zu tun, wenn es stimmt; Summen rechnet der Bericht selbst.",
    ),
)

RULES.update((rule.id, rule) for rule in (*_DELIVERY_RULES, *_SHEET_RULES))
