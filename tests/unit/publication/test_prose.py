"""Texts: sandboxed, escaped, and wrong templates are one German sentence."""

import pytest

from auszug_lib.errors import ParamsError
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.prose import escaped, own_text, standard_text


def test_words_from_data_are_not_read_as_markdown():
    assert own_text("{{ name }}", {"name": "*GAG* [x](y) <b>"}, "koeln.yaml") == r"\*GAG\* \[x\](y) \<b\>"


@pytest.mark.parametrize("text", ["1. Beigeordnete", "- Rau", "+ Rau", "2) Rau", "Dr. Rau, 1. Vorsitzende"])
def test_a_signature_is_never_a_list(text):
    html = Prose(escaped(text)).html()
    assert "<li>" not in html
    assert text in html


@pytest.mark.parametrize(
    "text",
    [
        "{{ day('x') }}",
        "{{ period(1, 2) }}",
        "{{ missing }}",
        "{% if %}",
        "{{ ().__class__.__mro__ }}",
        "{{ year / 0 }}",
        "{% include 'x' %}",
    ],
)
def test_a_wrong_paragraph_is_one_sentence(text):
    with pytest.raises(ParamsError, match=r"^2019\.yaml, Schlüssel paragraphs\.pilot: Der Absatz"):
        own_text(text, {"year": 2019}, "2019.yaml, Schlüssel paragraphs.pilot")


def test_there_need_not_be_a_standard_text():
    assert standard_text("ausblick", {}) == ""


def test_a_number_word_begins_a_sentence():
    assert own_text("{{ 'eine Wohnung' | beginning }}.", {}, "2019.yaml") == "Eine Wohnung."
