"""Other words for what the schema and the code lists name, as the carriers of a city use them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator


class Aliases(BaseModel):
    """Other words for sheets, columns and codes, as the carriers of a city use them.

    Parameters
    ----------
    sheets, columns
        Canonical name to the other words for it.
    codes
        Code list to code to the other words for it; the carriers' codes are the list `traeger`,
        the words for truth values `ja_nein`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    sheets: dict[str, tuple[str, ...]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    codes: dict[str, dict[str, tuple[str, ...]]] = {}

    @field_validator("codes", mode="before")
    @classmethod
    def _codes_are_text(cls, lists: Any) -> Any:
        return with_text_codes(lists)


def with_text_codes(lists: Any) -> Any:
    """Return code lists whose codes are text, though YAML may have read numbers."""
    if not isinstance(lists, Mapping):
        return lists
    return {name: _with_text_keys(labels) for name, labels in lists.items()}


def _with_text_keys(labels: Any) -> Any:
    """Return a code list whose codes are text, though YAML may have read a number."""
    if not isinstance(labels, Mapping):
        return labels
    return {str(code) if type(code) is int else code: label for code, label in labels.items()}
