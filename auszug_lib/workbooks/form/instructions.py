"""Instructions: the form's first sheet, which says how to fill it in and what is checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from auszug_lib.delivery.personal import KINDS
from auszug_lib.delivery.schema import DELIVERY
from auszug_lib.params import Carrier, City, Year
from auszug_lib.workbooks.form.carried import Carried
from auszug_lib.workbooks.form.entry import REQUIRED, Context
from auszug_lib.workbooks.form.page import Page, chapter, heading, points
from auszug_lib.workbooks.form.places import references
from auszug_lib.workbooks.form.reference import write_lists, write_rules, write_tables


@dataclass(frozen=True)
class Subject:
    """What the instructions are about.

    Parameters
    ----------
    city, year, carrier
        Whose form it is, and for which year.
    context
        What the entries depend on.
    carried
        What is carried over from last year's delivery.
    """

    city: City
    year: Year
    carrier: Carrier
    context: Context
    carried: Carried | None = None


def write_instructions(page: Page, subject: Subject) -> None:
    """Write the instructions."""
    page.add(
        heading(f"Lieferung für das Jahr {subject.year.year}", "title", 30),
        heading(f"{subject.carrier.name} · {subject.city.programme} · {subject.city.name}", "subtitle", 22),
    )
    page.add(chapter("Worum es geht"), points(_purpose(subject)))
    if subject.carried:
        page.add(chapter("Was schon dasteht"), points(_already_there(subject.carried, subject.year)))
    page.add(chapter("So wird ausgefüllt"), points(_filling_in()))
    page.add(chapter("Was nie hineingehört"), points(_never()))
    page.add(chapter("So geht es zurück"), points(_sending(subject)))
    page.turn()
    write_tables(page, subject.context)
    write_lists(page, subject.context.lists)
    page.turn()
    write_rules(page)


def _purpose(subject: Subject) -> list[str]:
    return [
        "Dieses Formular ist für alle, die beim Träger die Fallakten führen. Aus den Einträgen entsteht der "
        f"Bericht über das Jahr {subject.year.year}.",
        "Jedes Blatt ist eine Liste, jede Zeile darin ein Datensatz. Gerechnet wird nichts von Hand: Summen "
        "und Anteile macht der Bericht.",
    ]


def _already_there(carried: Carried, year: Year) -> list[str]:
    return [
        f"Aus der Lieferung für {year.year - 1} übernommen, im Blatt faelle: {len(carried.cases)}, nämlich "
        "alle Fälle, die am Jahresende warteten. Bitte jeden auf den neuen Stand bringen, vor allem Status "
        "und Abschluss; die Fall-ID bleibt, wie sie ist.",
        f"Im Blatt stellen: {len(carried.positions)}, nämlich alle Stellen, die nicht vorher endeten. Eine, "
        "die es nicht mehr gibt, bitte löschen.",
    ]


def _filling_in() -> list[str]:
    parents = _listed([parent.name for _, _, parent in references()], "und")
    return [
        f"Zuerst die Blätter {parents}, dann die anderen: Deren Auswahllisten bieten die Kennungen an, die "
        "dort stehen.",
        f"Eine Spalte mit{REQUIRED} und dunklerem Kopf ist Pflicht. Eine Zelle sagt, was in sie gehört, "
        "sobald sie ausgewählt ist, und lehnt anderes ab.",
        "Fett auf Rot steht, was sich widerspricht, kursiv auf Gelb, was auffällig ist; in einer leeren "
        "Zelle auf Orange fehlt eine Pflichtangabe. Die Regeln dahinter stehen am Ende dieser Anleitung.",
        "Aus anderen Dateien bitte nur Werte einfügen („Inhalte einfügen“); sonst verschwinden Auswahllisten "
        "und Prüfungen.",
        "Die Köpfe sind ohne Kennwort geschützt; Zeilen lassen sich einfügen, löschen, sortieren und "
        "filtern. Bitte keine Blätter umbenennen oder löschen: Ein Blatt ohne Datensatz bleibt leer.",
        f"Im Blatt {DELIVERY.name} ist nur der Stand zu prüfen: der Tag, bis zu dem die Akten ausgewertet "
        "sind.",
    ]


def _never() -> list[str]:
    return [
        "In keine Zelle, auch nicht in Freitexte oder zusätzliche Spalten, gehört "
        f"{_listed(KINDS.values(), 'oder')}.",
        "Ein Haushalt hat nur seine Fall-ID. Wer dahinter steht, weiß allein der Träger.",
    ]


def _sending(subject: Subject) -> list[str]:
    return [
        "Als Excel-Datei (.xlsx) ohne Kennwort speichern und auf dem vereinbarten Weg senden an: "
        f"{subject.city.authority}, {subject.city.department}.",
        "Ist etwas zu klären, kommt eine Liste zurück: welches Blatt, welche Zelle, was zu tun ist.",
    ]


def _listed(words: Iterable[str], last: str) -> str:
    """Return different words as a list, `last` before the last one."""
    *others, final = dict.fromkeys(words)
    return f"{', '.join(others)} {last} {final}"
