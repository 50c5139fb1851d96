"""Parameter files and paragraphs that are hostile or odd, each with a part of the sentence it ends in.

No sentence means that it is read as anybody would. `FILES` are years called `2019.yaml`.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

# What is needed, to which a mistake is added.
YEAR = "city: koeln\nyear: 2019\ndata: examples/2019\n"
_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


def as_folder(file: Path) -> None:
    file.mkdir()


def as_pipe(file: Path) -> None:
    os.mkfifo(file)


def as_link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def as_endless_file(file: Path) -> None:
    with file.open("wb") as content:
        content.truncate(10**11)


Content = str | bytes | Callable[[Path], None]

FILES: Mapping[str, tuple[Content, str]] = {
    "a folder": (as_folder, "Die Parameterdatei 2019.yaml ist keine Datei"),
    "a pipe": (as_pipe, "Die Parameterdatei 2019.yaml ist keine Datei"),
    "a link to itself": (as_link_to_itself, "2019.yaml gibt es nicht"),
    "a hundred gigabytes": (as_endless_file, "2019.yaml ist größer als ein Megabyte"),
    "two megabytes of comment": ("#" * 2_000_000, "2019.yaml ist größer als ein Megabyte"),
    "no UTF-8": (b"city: K\xf6ln\n", "2019.yaml ist nicht in UTF-8 gespeichert"),
    "UTF-16": (YEAR.encode("utf-16"), "2019.yaml ist nicht in UTF-8 gespeichert"),
    "zero bytes": (b"city: a\x00b\n", "2019.yaml: Das ist kein gültiges YAML"),
    "deep brackets": (f"{YEAR}carriers: {'[' * 100_000}", "Zeile 4: So tief ist kein Parameter"),
    "deep braces": (f"{YEAR}carriers: {'{a: ' * 100_000}", "Zeile 4: So tief ist kein Parameter"),
    "deep lists": ("- " * 100_000, "2019.yaml, Zeile 1: So tief ist kein Parameter"),
    "deep keys": ("? " * 100_000, "2019.yaml, Zeile 1: So tief ist kein Parameter"),
    "too many values": (f"{YEAR}carriers: [{'a,' * 400_000}]", "Zeile 4: So viele Werte hat keine"),
    "ever more references": (YEAR + _BOMB, "Schlüssel a4: Die Verweise mit „*“ ergeben zu viel"),
    "a reference to itself": (f"{YEAR}carriers: &a [*a]", "Schlüssel carriers: Die Verweise mit „*“"),
    "a long text a thousand times": (
        f"signature: &a {'x' * 400_000}\ncarriers: [{', '.join(['*a'] * 1000)}]",
        "Schlüssel carriers: Die Verweise mit „*“ ergeben zu viel",
    ),
    "a tag of Python": (f"{YEAR}signature: !!python/object/apply:os.system [id]", "Zeile 4: Was mit „!“"),
    "a tag of YAML": (f"{YEAR}report_number: !!int x", "Zeile 4: Was mit „!“ beginnt"),
    "an empty number": (f'{YEAR}report_number: !!int ""', "Zeile 4: Was mit „!“ beginnt"),
    "no truth value": (f"{YEAR}signature: !!bool x", "Zeile 4: Was mit „!“ beginnt"),
    "bytes": (f"{YEAR}signature: !!binary äöü", "Zeile 4: Was mit „!“ beginnt"),
    "a day there is not": (
        f"{YEAR}committees: {{soziales: 2020-04-31}}",
        "Schlüssel committees.soziales: den Tag 2020-04-31 gibt es nicht",
    ),
    "a German day there is not": (
        f"{YEAR}committees: {{soziales: 29.02.2021}}",
        "Schlüssel committees.soziales: den Tag 29.02.2021 gibt es nicht",
    ),
    "a day long ago": (f"{YEAR}committees: {{soziales: 0001-01-01}}", "zwischen 1900 und 2199"),
    "a German day": (f"{YEAR}committees: {{soziales: 15.04.2025}}", ""),
    "a number of 5000 digits": (
        f"{YEAR}report_number: {'9' * 5000}",
        "2019.yaml, Schlüssel report_number: ist eine zu große Zahl",
    ),
    "a number of 15 digits": (f"{YEAR}report_number: {10**15}", "report_number: darf höchstens 9999 sein"),
    "no number": (f"{YEAR}report_number: .nan", "Schlüssel report_number: muss eine ganze Zahl sein"),
    "a misspelt key": (f"{YEAR}report_nr: 5", "report_nr: ist unbekannt (meinten Sie „report_number“?)"),
    "a misspelt key below": (
        f"{YEAR}disclosure: {{minimun: 4}}",
        "disclosure.minimun: ist unbekannt (meinten Sie „minimum“?)",
    ),
    "a misspelt word": (f"{YEAR}visibility: öffentlich", "oder intern (meinten Sie „oeffentlich“?)"),
    "a misspelt carrier": (f"{YEAR}carriers: [Cartias]", "„Cartias“ gibt es nicht (meinten Sie „Caritas“?)"),
    "a key of two lines": (f'{YEAR}"a\\nb": 5', "Schlüssel a�b: ist unbekannt"),
    "a key of 300 characters": (f"{YEAR}{'k' * 300}: 5", f"Schlüssel {'k' * 40}…: ist unbekannt"),
    "a number for a key": (f"{YEAR}5: x", "Schlüssel 5: ist kein Wort"),
    "a list for a key": (f"{YEAR}[a]: x", "Das ist kein gültiges YAML"),
    "a city of 300 characters": (YEAR.replace("koeln", "k" * 300), "Schlüssel city: darf höchstens 200"),
    "a city elsewhere": (
        YEAR.replace("koeln", "../koeln"),
        "Schlüssel city: Die Datei ../koeln.yaml",
    ),
    "a folder of 300 characters": (
        YEAR.replace("examples", "e" * 200 + "/" + "e" * 300),
        "Schlüssel data: Den",
    ),
    "a folder with a zero": ('city: koeln\nyear: 2019\ndata: "a\\0b"', "Schlüssel data"),
    "half a sign": (f'{YEAR}signature: "\\ud800"', "2019.yaml"),
    "an emoji": (f"{YEAR}signature: Rau 😀", "die Schrift der Berichte nicht hat (U+1F600 GRINNING FACE)"),
    "a sign of a figure": (f"{YEAR}signature: \ue000", "Schrift der Berichte nicht hat (U+E000)"),
    "a text that begins like a list": (f"{YEAR}signature: [gez.] Rau", "in Anführungszeichen setzen"),
    "a list for a text": (f"{YEAR}signature: [Rau]", "Schlüssel signature: muss ein Text sein"),
    "several mistakes": (
        f"{YEAR}report_nr: 5\nreport_number: x\ncommittees: {{soziales: 31.6.2020}}",
        "Schlüssel committees.soziales: den Tag 31.6.2020 gibt es nicht; "
        "Schlüssel report_number: muss eine ganze Zahl sein; Schlüssel report_nr: ist unbekannt",
    ),
    "several mistakes beside the city": (
        "city: koeln\nyear: 2018\ndata: nirgends\ncommittees: {sport: null}",
        "Schlüssel year: 2018 passt nicht zum Dateinamen; Schlüssel committees: „sport“ gibt es nicht; "
        "bekannt sind: integrationsrat, soziales, runder_tisch; Schlüssel data: Den Ordner „nirgends“",
    ),
    "thousands of carriers": (
        f"{YEAR}carriers: [{', '.join(f'k{n}' for n in range(20_000))}]",
        "Schlüssel carriers: darf höchstens 500 Einträge haben",
    ),
    "hundreds of carriers": (
        f"{YEAR}carriers: [{', '.join(f'k{n}' for n in range(200))}]",
        "„k0“ gibt es nicht; bekannt sind: Caritas, DRK, KFR; ",
    ),
    "thousands of mistakes": (YEAR + "".join(f"k{n}: x\n" for n in range(5000)), "; und 4990 weitere."),
}

_HAS = "Überschriften, Bilder, Linien, Zitate, Code und HTML hat er nicht"
_BRACES = "{ und } stehen nur einzeln um Platzhalter wie {year}"
_LINK = "Ein Link hat einen Text und eine Adresse"

PARAGRAPHS: Mapping[str, tuple[object, str]] = {
    "nested loops of old": ("{% for a in range(10**9) %}{% for b in range(10**9) %}x{% endfor %}", _BRACES),
    "a long text of old": ("{{ 'x' * 10**9 }}", _BRACES),
    "a big power of old": ("{{ 9**9**9 }}", _BRACES),
    "recursion of old": ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", _BRACES),
    "a way out of old": ("{{ ().__class__.__mro__ }}", _BRACES),
    "a placeholder of old": ("Im Jahr {{ year }}.", _BRACES),
    "a format of Python": ("{year!r:>1000000000}", "Den Platzhalter {year!r"),
    "an attribute": ("{year.__class__}", "Den Platzhalter {year.__class__} gibt es nicht"),
    "no name": ("{}", "Den Platzhalter {} gibt es nicht"),
    "a name with spaces": ("{ year }", "{ year } gibt es nicht (meinten Sie „year“?)"),
    "a misspelt name": ("{yaer}", "{yaer} gibt es nicht (meinten Sie „year“?)"),
    "a misspelt measure": ("{housholds_placed}", "gibt es nicht (meinten Sie „households_placed“?)"),
    "a misspelt form": ("{workshops:compare}", "{workshops:compare} gibt es nicht (meinten Sie „compared“?)"),
    "a form of a name": ("{year:dative}", "{year} hat keine Form"),
    "no form": ("{workshops:}", "{workshops} gibt es als dative, accusative"),
    "an open brace": ("Im Jahr {year", _BRACES),
    "thousands of braces": ("{" * 5000, _BRACES),
    "thousands of placeholders": ("{x}" * 1600, "Den Platzhalter {x} gibt es nicht"),
    "a thousand placeholders": ("".join(f"{{{n}}}" for n in range(900)), "Den Platzhalter {0} gibt es nicht"),
    "a number of a list": ("1.", "enthält keinen Text"),
    "too long": ("x " * 3000, "paragraphs.ausblick.text: darf höchstens 5000 Zeichen haben"),
    "a forged figure": ("\ue0001\ue001a/b\ue001\ue001\ue0011\ue002", "nicht hat (U+E000)"),
    "an emoji": ("Danke 🎉", "nicht hat (U+1F389 PARTY POPPER)"),
    "Chinese": ("謝謝", "nicht hat (U+8B1D CJK UNIFIED IDEOGRAPH-8B1D)"),
    "written backwards": ("\u202eabc", "nicht hat (U+202E RIGHT-TO-LEFT OVERRIDE)"),
    "a mark of the byte order": ("a\ufeffb", "nicht hat (U+FEFF"),
    "half a sign": ("\ud800", "text: enthält ein Zeichen, das es nicht gibt"),
    "empty": ("  ", "darf nicht leer sein"),
    "words that no page shows": ("[a]: https://example.org", "enthält keinen Text"),
    "a heading": ("# Ausblick", _HAS),
    "an empty heading": ("#", _HAS),
    "a picture": ("![Köln](https://example.org/a.png)", _HAS),
    "a script": ("<script>alert(1)</script>", _HAS),
    "code": ("`x`", _HAS),
    "deep quotations": ("> " * 2400 + "x", _HAS),
    "deep lists": ("- " * 2400 + "x", "drei Stufen sind erlaubt"),
    "many stars": ("*a " * 1600 + "x", ""),
    "many brackets": ("[" * 5000, ""),
    "a link that runs": ("[a](javascript:alert(1))", _LINK),
    "a link to nowhere": ("[](https://example.org)", _LINK),
    "a figure in a link": ("[{workshops}](https://example.org)", "und keine Platzhalter"),
    "a number": (5, "paragraphs.ausblick: muss ein Text sein, oder text mit since oder when"),
    "no text": ({"since": 2017}, "paragraphs.ausblick.text: fehlt"),
    "a year before all years": ({"text": "x", "since": 17}, "since: muss mindestens 2000 sein"),
    "a condition as text": ({"text": "x", "since": "2017"}, "since: muss eine ganze Zahl sein"),
    "a condition of old": (
        {"text": "x", "when": "figures.value('workshops')"},
        "paragraphs.ausblick.when: Die Kennzahl „figures.value('workshops')“ gibt es nicht",
    ),
    "a misspelt condition": (
        {"text": "x", "when": "session_offered"},
        "„session_offered“ gibt es nicht (meinten Sie „sessions_offered“?)",
    ),
    "another condition": (
        {"text": "x", "wenn": "workshops"},
        "paragraphs.ausblick.wenn: ist unbekannt (meinten Sie „when“?)",
    ),
    "marks of Markdown": (
        "**{year}** *für {city}*, 5 < 6 & 7: [Seite](https://a.org)\n\n- a\n  - b",
        "",
    ),
    "all a text may have": ("„Łódź“ – ‚Ѐ‘ → 5 €, 20 %…", ""),
}
