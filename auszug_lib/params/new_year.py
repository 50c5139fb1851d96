"""The file of a new year: what last year's says, and marks where somebody has to fill something in."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from auszug_lib import ParamsError
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.year import Year

TODO = "AUSFÜLLEN"

_NAME = re.compile(r"(?P<start>(?:.*\D)?)(?P<year>\d{4})")
_KEPT = ("carriers", "visibility", "signature", "disclosure")  # of last year's keys
_EXAMPLES = "examples/"  # whose years are in git, where no record of a real case belongs
_WIDTH, _LONG = 110, 80
_EXAMPLE = {"ausblick": "Für {next_year} ist das Ziel, weitere Wohnungsbaugesellschaften zu gewinnen."}


def text_of_new_year(folder: ParamsFolder, name: str) -> str:
    """Return the text of the file `<name>.yaml` that is to be; raises `ParamsError` where it is there."""
    file, found = folder.file(name), _NAME.fullmatch(name)
    if not found:
        raise ParamsError(
            f"„{name}“ endet nicht auf ein Jahr; eine Jahresdatei heißt wie 2024 oder bonn-2024."
        )
    if file.exists():
        raise ParamsError(
            f"Die Jahresdatei {file.name} gibt es schon; „auszug status {name}“ sagt, was fehlt."
        )
    year = int(found["year"])
    earlier = _years_before(folder, name)
    last = earlier[-1] if earlier else None
    city = last.city if last else _only_city(folder, found["start"])
    committees = list(last.committees) if last else list(folder.city(city).committees)
    told = next((one for one in reversed(earlier) if one.paragraphs), None)
    source = f", angelegt aus dem von {last.year}" if last else ""
    whose = f"Hier stehen die von {told.year}; was" if told else "Was"
    return f"""\
# Der Bericht über das Jahr {year}{source}. Jeder Schlüssel ist auch ein Parameter der Notebooks;
# docs/de/parameter.md erklärt sie alle, auch report_number und signature.
# Die Zeilen mit {TODO} sagen, was noch zu tun ist; ist es getan, bitte die Zeile löschen.
{_dumped({"city": city, "year": year, "data": _data(last, name), **_kept(last, year)})}
# {TODO}: wann die Gremien tagen, etwa {year + 1}-04-21; null heißt, der Termin ist noch offen.
{_dumped({"committees": dict.fromkeys(committees)})}
# {TODO}: die Absätze des Jahres. {whose} gelten soll, bitte ohne # davor schreiben.
{_commented({"paragraphs": _paragraphs(told) if told else _EXAMPLE})}"""


def _years_before(folder: ParamsFolder, name: str) -> list[Year]:
    """Return the years whose files are called like `name` but for an earlier year, in order."""
    start, year = name[:-4], name[-4:]
    return [folder.year(one) for one in folder.names() if one[:-4] == start and one[-4:] < year]


def _only_city(folder: ParamsFolder, start: str) -> str:
    """Return the city that a year's name begins with, or the only one there is."""
    cities = folder.cities()
    for name in cities:
        if name == start.rstrip("-_ ") or (not start and len(cities) == 1):
            return name
    raise ParamsError(
        f"Zu welcher Stadt das Jahr gehört, ist nicht zu erkennen; Dateien von Städten: "
        f"{', '.join(cities) or 'keine'}. Bitte das Jahr wie {cities[0] if cities else 'bonn'}-2024 nennen."
    )


def _data(last: Year | None, name: str) -> str | list[str]:
    """Return where the new deliveries are: beside last year's where those lie in a folder of that year."""
    if last is None or last.data[0].startswith(_EXAMPLES):
        return f"lieferungen/{name}"
    year = int(name[-4:])
    named = [source.replace(str(last.year), str(year)) for source in last.data]
    return named[0] if len(named) == 1 else named


def _kept(last: Year | None, year: int) -> Mapping[str, Any]:
    if last is None:
        return {"visibility": "oeffentlich"}
    said = last.model_dump(mode="json", exclude_unset=True)
    kept = {key: said[key] for key in _KEPT if key in said}
    number = {"report_number": last.report_number + 1} if last.report_number and last.year == year - 1 else {}
    return {**number, **kept}


def _paragraphs(year: Year) -> Mapping[str, Any]:
    return dict(year.model_dump(mode="json", exclude_unset=True)["paragraphs"])


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes long texts as a block, as people do."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = ">" if len(text) > _LONG or "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _dumped(values: Mapping[str, Any]) -> str:
    return str(yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))


def _commented(values: Mapping[str, Any]) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in _dumped(values).splitlines())
