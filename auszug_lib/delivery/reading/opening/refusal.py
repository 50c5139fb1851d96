"""Why a file is refused: sentences that lack only the file's name at their beginning."""

_LONGEST_SHOWN = 60

EMPTY = "ist leer (0 Byte); bitte die Datei neu speichern und noch einmal schicken."
UNREADABLE = "lässt sich nicht öffnen; bitte prüfen, ob die Datei da ist und gelesen werden darf."
DAMAGED = "ist beschädigt oder unvollständig; bitte die Datei neu speichern und noch einmal schicken."
PASSWORD = "ist mit einem Kennwort geschützt; bitte ohne Kennwort speichern und noch einmal schicken."
TOO_LARGE = "ist größer als jede Lieferung; bitte prüfen, ob es die richtige Datei ist."
TOO_LARGE_UNPACKED = (
    "wird beim Auspacken größer als jede Lieferung; bitte prüfen, ob es die richtige Datei ist."
)
TOO_LARGE_TO_OPEN = (
    "ist größer als jede Lieferung oder hat Zellen weit außerhalb der Tabelle; "
    "bitte löschen, was nicht zur Lieferung gehört, und neu speichern."
)
STRANGE = (
    "ist anders aufgebaut, als Tabellenprogramme es tun; "
    "bitte mit Excel oder LibreOffice öffnen und neu speichern."
)


class RefusalError(Exception):
    """A file is not read; the message says why and what to do, after the file's name."""


def shown(text: str) -> str:
    """Return a name out of a foreign file, fit to stand in a sentence."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in text[: _LONGEST_SHOWN + 1])
    return printable if len(printable) <= _LONGEST_SHOWN else f"{printable[:_LONGEST_SHOWN]}…"
