"""Paragraphs from templates: the package's own, the city's standing ones and the year's.

Templates are Jinja2 in a sandbox, figures reach them through a few functions, and words that come
from data or parameters are escaped, so that they are never read as Markdown.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from auszug_lib.errors import ParamsError
from auszug_lib.publication import grammar, numbers
from auszug_lib.publication.markdown import MARK, MARK_AS_A_WHOLE, without_signs

_TEMPLATES = Path(__file__).parents[1] / "templates" / "text"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])|^(\s*\d*)(?=[.)+-])", re.MULTILINE)

# Whatever a template may raise that names or calls the wrong thing.
_MISTAKES = (
    *(TemplateError, ArithmeticError, AssertionError, AttributeError),
    *(LookupError, MemoryError, TypeError, ValueError),
)

Context = Mapping[str, Any]


def escaped(text: str) -> str:
    """Return a text with every character that Markdown would obey made harmless, but for marked figures."""
    figures = [found.group(0) for found in MARK.finditer(text)]
    words = [_harmless(part) for part in MARK_AS_A_WHOLE.split(text)]
    return "".join(part for pair in zip(words, [*figures, ""], strict=True) for part in pair)


def _harmless(text: str) -> str:
    return _MARKDOWN.sub(lambda sign: f"\\{sign[1]}" if sign[1] else f"{sign[2]}\\", text)


def _finalized(value: object) -> object:
    return escaped(value) if isinstance(value, str) else value


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_finalized,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["beginning"] = grammar.beginning
    environment.globals.update(
        counted=grammar.counted,
        verb=grammar.verb,
        spelt=grammar.spelt,
        listed=grammar.listed,
        share=numbers.share,
        period=numbers.period,
        day=numbers.day,
        month_and_year=numbers.month_and_year,
    )
    return environment


def standard_text(name: str, context: Context) -> str:
    """Return the package's own paragraphs called `name` as Markdown; empty where there are none.

    Parameters
    ----------
    name
        Name of the template file, without its endings.
    context
        What the template may name; see `auszug_lib.publication.context.text_context`.
    """
    file = f"{name}.md.j2"
    if not (_TEMPLATES / file).is_file():
        return ""
    return _environment().get_template(file).render(context).strip()


def own_text(text: str, context: Context, place: str) -> str:
    """Return a paragraph from the parameters as Markdown.

    Parameters
    ----------
    text
        The paragraph, a Jinja2 template.
    context
        What the template may name.
    place
        File and key, for an error.

    Raises
    ------
    ParamsError
        Where the template is wrong, or names what does not exist.
    """
    try:
        return _environment().from_string(without_signs(text)).render(context).strip()
    except _MISTAKES as error:
        unknown = re.search(r"'(\w+)' is undefined", str(error))
        reason = f"„{unknown[1]}“ gibt es nicht" if unknown else "bitte die Stellen in {{ }} und {% %} prüfen"
        raise ParamsError(f"{place}: Der Absatz lässt sich nicht ausfüllen; {reason}.") from None
