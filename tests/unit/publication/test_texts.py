"""The standard texts are German and true for any figures: none, one, many, withheld, no year before."""

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.document import PER
from auszug_lib.publication.numbers import number, plain, rounded, signed
from auszug_lib.publication.prose import MARK, standard_text, unmarked
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.report import Report

from ...trials import TRIALS
from .drawn import YEAR, Drawn, Kind, draw

TEXTS = sorted(
    path.name.removesuffix(".md.j2")
    for path in (Path(__file__).parents[3] / "auszug_lib/publication/templates/text").glob("*.md.j2")
    if path.name != "pruefung.md.j2"  # speaks of findings, not of figures: below
)
CUBES_EACH = 20 * TRIALS
KINDS = {
    "with a year before": Kind(),
    "without a year before": Kind(with_year_before=False),
    "internal": Kind(is_public=False),
    "withheld in the year": Kind(withheld_years=(YEAR,)),
    "withheld in the year before": Kind(withheld_years=(YEAR - 1,)),
    "withheld in both years": Kind(withheld_years=(YEAR - 1, YEAR)),
    "nothing at all": Kind(most=(0,)),
    "very few, in coarse categories": Kind(most=(0, 1, 2, 3), coarse=True),
    "many, in coarse categories": Kind(most=(40, 900), coarse=True, withheld_years=(YEAR,)),
    "one carrier": Kind(carriers=1),
}
UNGRAMMATICAL = re.compile(
    r"None|\bnan\b|NaN|\binf\b|[{}\[\]]|[+−-]0\s?%|"
    r"(?<![\d.,])1 (?:Haushalte|Personen|Wohnungen|Beratungen|Stellen|Workshops|Tage|Jahre|Monate)\b|"
    r"(?<![\d.,])1 (?:Begleitungen|Teilnahmen|Mal)\b|"
    r"\b(?:ein|kein) (?:Person|Wohnung|Beratung|Stelle|Begleitung|Teilnahme)\b|"
    r"\b(?:eine|keine) (?:Haushalt|Workshop|Tag|Mal)\b|"
    r"\b(?:wurde|schied|wartete|meldete sich) (?!2020)\d[\d.]* |"
    r"\b(?:wurden|schieden|warteten|sind) k?eine?[rs]? |"
    r"(?<![\d.,])0 \w|\s[.,;:]|\.\.|,,|[,;:]\.|\(\)|  "
)
DATES = re.compile(r"\b\d{2}\.\d{2}\.(?:\d{4})?")


@cache
def reports(kind: str) -> tuple[tuple[Drawn, ReportContext, tuple[str, ...]], ...]:
    """Return reports on random figures with all their paragraphs, a line each."""
    drawn = [draw(KINDS[kind], seed) for seed in range(CUBES_EACH)]
    return tuple((one, scope, tuple(paragraphs(scope))) for one in drawn for scope in one.scopes)


def paragraphs(scope: ReportContext) -> Iterator[str]:
    report = Report(scope, (), pd.DataFrame())
    for name in TEXTS:
        parts = re.split(r"\n\n|^- |\n- ", report.text(name).markdown)
        yield from (" ".join(part.split()) for part in parts if part)


def told(kind: str) -> Iterator[tuple[Drawn, str]]:
    for one, _, texts in reports(kind):
        yield from ((one, text) for text in texts)


def test_every_template_is_tried():
    assert {"einleitung", "vermittlung", "stellen"} <= set(TEXTS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_german_for_any_figures(kind):
    for _, text in told(kind):
        words = unmarked(text).replace("*", "").replace("\\", "")
        assert (UNGRAMMATICAL.findall(words), words) == ([], words)
        assert (words.count("("), words.count("„")) == (words.count(")"), words.count("“")), words
        for sentence in re.split(r"(?<=[^\d][.!?])\s", re.sub("^[A-Z][a-z ]+: ", "", words)):
            assert re.match(r"[A-ZÄÖÜ„]", sentence), words
            assert sentence.endswith("."), words


@pytest.mark.parametrize("kind", KINDS)
def test_every_digit_is_a_figure_a_date_or_the_year(kind):
    for _, text in told(kind):
        rest = (
            DATES.sub("", MARK.sub("", text.replace("\\", "")))
            .replace(str(YEAR), "")
            .replace("Oktober 2011", "")
        )
        assert not re.search(r"\d", rest), text


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_in_a_text_is_true_and_published(kind):
    for one, text in told(kind):
        published = one.published
        for words, figure, derived, before, value in MARK.findall(text):
            year, *place = figure.split("/")
            digits = one.scopes[0].measures[place[1]].digits
            now, then = (_printed(published, int(year) - back, place, digits) for back in (0, 1))
            if derived == "category":
                continue
            if derived.startswith(PER):
                per = published[(int(year), place[0], derived.removeprefix(PER), *place[2:])]
                assert words == plain(rounded(now / per, 1), 1), (words, text)
                continue
            assert now is not None, (words, text)
            if derived == "":
                assert float(value) == now, (words, text)
                whole = published[(int(year), *place[:2], TOTAL, TOTAL)]
                assert _says(words, now, digits, whole), (words, now, text)
                continue
            assert then is not None, (words, text)
            assert before == number(then, digits)
            if derived == "difference":
                assert float(value) == rounded(now - then, digits)
                assert _says_difference(words, now - then, digits), (words, text)
            else:
                assert (derived, words) == ("change", signed(rounded(100 * (now - then) / then)))
                assert then >= 20


def _printed(published, year, place, digits):
    value = published.get((year, *place))
    return None if value is None or value != value else rounded(value, digits)


def _says(words: str, value: float, digits: int, whole: float) -> bool:
    """Whether words say a number: „33“, „einer“, „keine“, or „alle“ where it is the whole."""
    if words.lower() in ("alle", "beide", "und zwar"):
        return (
            value == whole and {"beide": value == 2, "und zwar": value == 1, "alle": value > 2}[words.lower()]
        )
    if re.fullmatch(r"nie|[Kk]ein\w*", words):
        return value == 0
    return words == plain(value, digits) if value != 1 or digits else bool(re.fullmatch(r"[Ee]in\w*", words))


def _says_difference(words: str, difference: float, digits: int) -> bool:
    if re.search(r"mehr|öfter", words):
        right = difference > 0
    elif re.search(r"weniger|seltener", words):
        right = difference < 0
    else:
        return words.startswith("etwa so viele" if difference else ("ebenso viele", "wie schon"))
    if re.search("öfter|seltener", words):
        return right
    return right and _says(words.split(" ")[0], abs(difference), digits, -1)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_in_front_is_in_front(kind):
    beginnings = (
        "Die meisten Einzüge gab es|Am häufigsten|Die größte Gruppe|Die meisten Wohnungen|nach Vermieter"
    )
    claim = re.compile(rf"(?:{beginnings})[^.;]*?{MARK.pattern}")
    for one, text in told(kind):
        for words, figure, *_ in claim.findall(text):
            year, *family, category = figure.split("/")
            truth = {f[-1]: value for f, value in one.truth.items() if f[:-1] == (int(year), *family)}
            assert truth[category] == max(truth.values()), (words, text)
            assert sum(truth.values()) >= 20


NAMED = {"Zehntel": 10, "Achtel": 8, "Siebtel": 7, "Sechstel": 6, "Fünftel": 5, "Viertel": 4, "Drittel": 3}
TIMES = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "neun": 9}


def figure_of(
    drawn: Drawn, scope: ReportContext, key: str, dimension: str = TOTAL, category: str = TOTAL
) -> float:
    return drawn.truth[YEAR, scope.carrier, key, dimension, category]


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_are_true(kind):
    """What a reader takes from words without digits, each recomputed from the figures."""
    for one, scope, texts in reports(kind):
        true = partial(figure_of, one, scope)

        text = unmarked(" ".join(texts)).replace("*", "")
        offered, held = true("sessions_offered"), true("sessions_held")
        assert ("fand jedes Mal statt" in text) == (offered == held > 1)
        assert ("fand aber nicht statt" in text) == (offered > 0 == held)
        months = [month for month in range(1, 13) if true("sessions_offered", "month", str(month))]
        assert ("an bis zum Jahresende" in text) == (bool(months) and 1 < months[0] < months[-1] == 12)
        permanent = true("positions", "term", "unbefristet")
        assert bool(re.search(r"(Alle|Beide) sind unbefristet", text)) == (permanent == true("positions") > 1)
        if "je Träger eine Vollzeitstelle" in text:
            assert (scope.is_combined, permanent) == (True, len(scope.city.carriers))
        flats, funded = true("partner_flats"), true("partner_flats_funded")
        if re.search(r"(alle|beide|und zwar|Alle liefen|Beide liefen) über den Förderweg", text):
            assert flats == funded
        if share := re.search(r"Unternehmen stellte ([\w ]+?) (?:aller )?vermittelten", text):
            assert _is_share(share[1], flats / true("households_placed")), text


def _is_share(words: str, share: float) -> bool:
    if words in ("alle", "fast alle"):
        return share == 1 if words == "alle" else 0.95 < share < 1
    about, exact = re.fullmatch(r"(?:(gut|knapp) )?(.+)", words).groups()
    times, _, part = exact.partition(" ")
    named = 0.5 if exact == "die Hälfte" else TIMES[times] / NAMED[part]
    bounds = {"gut": (1, 1.125), "knapp": (0.875, 1), None: (0.99, 1.01)}[about]
    return bounds[0] * named <= share <= bounds[1] * named


COMPARED = (
    *("households_placed", "partner_flats", "registrations", "cases_closed", "households_waiting"),
    *("sessions_offered", "consultations", "accompaniments", "workshops", "pilot_households", "positions"),
)

ALWAYS = ("households_placed", "households_waiting")


@pytest.mark.parametrize("kind", ["with a year before", "internal", "one carrier", "withheld in both years"])
def test_each_section_tells_what_changed_by_five_per_cent_or_of_few_by_two(kind):
    for one, scope, texts in reports(kind):
        published = one.published
        marks = [mark for text in texts for mark in MARK.findall(text)]
        compared = {
            f.split("/")[2] for _, f, d, *_ in marks if d == "difference" or f.startswith(str(YEAR - 1))
        }
        for key in COMPARED:
            places = [(year, scope.carrier, key, TOTAL, TOTAL) for year in (YEAR - 1, YEAR)]
            before, now = (published.get(place) for place in places)
            known = all(place in published for place in places)
            apart = abs(now - before) if known else 0
            news = apart >= 2 if known and before < 20 else known and apart >= before / 20
            news = news or (known and apart > 0 and 0 in (now, before))
            assert (key in compared) == (known and (bool(apart and news) or key in ALWAYS)), (
                key,
                now,
                before,
            )


@pytest.mark.parametrize("hard", [0, 1, 2, 13, 1234])
@pytest.mark.parametrize("soft", [0, 1, 2, 13, 1234])
def test_the_text_on_findings_is_german(hard, soft):
    text = standard_text("pruefung", {"year": YEAR, "counts": {"hard": hard, "soft": soft, "info": 3}})
    words = " ".join(text.replace("*", "").split())
    assert UNGRAMMATICAL.findall(words) == []
    assert not re.search(r"\b(1|2|0) (Fehler|Auffälligkeit)|1234", words)
    assert all(re.match(r"[A-ZÄÖÜ]|`befunde", part) for part in re.split(r"(?<=[.!?])\s", words))
