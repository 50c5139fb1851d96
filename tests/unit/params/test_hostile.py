"""Hostile and odd parameters end in one German sentence with file and key, or are read rightly."""

import pytest

from auszug_lib import ParamsError
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.paragraph import MEASURES, NAMES
from auszug_lib.project import Project
from auszug_lib.statistics.measures import measures

from .hostile import FILES, PARAGRAPHS


def sentence(error: ParamsError) -> str:
    text = str(error)
    assert text.isprintable(), text
    assert text.endswith(".")
    assert len(text) < 3000
    assert error.exit_code == 2
    return text


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_or_one_sentence(own_params: ParamsFolder, name: str) -> None:
    content, expected = FILES[name]
    file = own_params.file("2019")
    file.unlink()
    if callable(content):
        content(file)
    else:
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    if not expected:
        assert Project(own_params).year("2019").params.year == 2019
        return
    with pytest.raises(ParamsError) as error:
        Project(own_params).year("2019")
    assert expected in sentence(error.value)


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_paragraph_is_read_or_one_sentence_before_any_report(own_params: ParamsFolder, name: str) -> None:
    paragraph, expected = PARAGRAPHS[name]
    given = {"paragraphs": {"ausblick": paragraph}}
    if not expected:
        assert Project(own_params).overridden(2019, given).params.paragraphs["ausblick"].text == paragraph
        return
    with pytest.raises(ParamsError, match=r"^2019\.yaml, Schlüssel paragraphs\.ausblick") as error:
        Project(own_params).overridden(2019, given)
    assert expected in sentence(error.value)


def test_mistakes_in_several_paragraphs_are_said_at_once(own_params: ParamsFolder) -> None:
    given = {"paragraphs": {"ausblick": "{yaer}", "pilot": {"text": "{", "when": "x"}}}
    with pytest.raises(ParamsError) as error:
        Project(own_params).overridden(2019, given)
    assert sentence(error.value).count("Schlüssel paragraphs.") == 3


def test_a_mistake_in_a_paragraph_of_the_city_names_its_file(own_params: ParamsFolder) -> None:
    file = own_params.file("koeln")
    file.write_text(
        file.read_text(encoding="utf-8").replace("when: sessions", "when: session"), encoding="utf-8"
    )
    with pytest.raises(ParamsError, match=r"^koeln\.yaml, Schlüssel paragraphs\.sprechstunden\.when: Die"):
        Project(own_params).year("2019")


@pytest.mark.parametrize("given", [{"city": 5}, {"city": "k" * 300}, {"city": "../koeln"}, {"data": "a\0b"}])
def test_what_a_notebook_gives_is_checked_like_a_file(
    own_params: ParamsFolder, given: dict[str, object]
) -> None:
    with pytest.raises(ParamsError) as error:
        Project(own_params).overridden(2019, given)
    sentence(error.value)


@pytest.mark.parametrize("name", ["n" * 300, "../2019", "1999"])
def test_a_name_on_the_command_line_that_no_file_has(own_params: ParamsFolder, name: str) -> None:
    with pytest.raises(ParamsError) as error:
        Project(own_params).year(name)
    sentence(error.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: DRK", "code: ..", "Schlüssel carriers.1.code: darf nur"),
        ("code: DRK", f"code: {'D' * 300}", "Schlüssel carriers.1.code: darf höchstens 40"),
        ("name: Köln", "name: Köln\ue000", "Schlüssel name: enthält ein Zeichen"),
        ("name: Köln", f"name: {'K' * 300}", "Schlüssel name: darf höchstens 200"),
        ("published: published.yaml", f"published: {'p' * 300}", "Schlüssel published: Das Register"),
        ("published: published.yaml", "published: .", "Schlüssel published: Das Register"),
        (
            "    9: Mülheim",
            '    "9\\n9": Mülheim',
            "Schlüssel codes.stadtbezirk.9�9: muss in einer Zeile stehen",
        ),
        ("fall_id: [Haushalt Nr.]", 'fall_id: ["a\\0"]', "Schlüssel aliases.columns.fall_id.0: muss in"),
        ("    1: Innenstadt", '    1: Mitte\n    "1": Innenstadt', "Diesen Schlüssel gibt es"),
        (
            "partner_landlord: GAG",
            "partner_landlord: GAX",
            "„GAX“ gibt es nicht (meinten Sie „GAG“?); bekannt",
        ),
        (
            "partner_landlord: GAG\nreported_funding: RL_FLUE",
            "partner_landlord: X\nreported_funding: Y",
            "andere_wohnungsgesellschaft, genossenschaft, kirche, sonstige; Schlüssel reported_funding: „Y“",
        ),
    ],
)
def test_a_city_is_one_sentence(own_params: ParamsFolder, old: str, new: str, expected: str) -> None:
    file = own_params.file("koeln")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError) as error:
        own_params.published(own_params.city("koeln"))
    assert expected in sentence(error.value)


def test_every_measure_has_a_placeholder_of_its_own(koeln: Project) -> None:
    assert tuple(measures(koeln.folder.city("koeln"))) == MEASURES
    assert not set(NAMES) & set(MEASURES)
