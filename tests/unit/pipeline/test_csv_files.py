"""The published CSV, cell by cell."""

import pytest

from auszug_lib.pipeline.csv_files import table_csv


def line(header: str, **cell: object) -> str:
    table = {"stub": "Träger", "columns": ["Wert"], "rows": [{"header": header, "cells": [cell]}]}
    return table_csv(table).decode("utf-8-sig").split("\r\n")[1]


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("1.234", 1234, "1234"),
        ("2,8", 2.8, "2,8"),
        ("–", 0, "0"),
        ("−3", -3, "-3"),
        ("33,3", 33.333, "33,3"),
        ("+10,8", 10.8, "10,8"),
        ("0", -0.3, "0"),
        ("288 / 233", None, "288 / 233"),
        ("−1.000", -1000, "-1000"),
        (".", None, "."),
        ("1.234.567", 1234567.0, "1234567"),
        ("+1", None, "'+1"),
        ("=1+1", None, "'=1+1"),
        ("-", None, "'-"),
        ("@x", None, "'@x"),
        ("\t=1", None, "'\t=1"),
        ("a;b", None, '"a;b"'),
    ],
)
def test_numbers_are_plain_and_text_is_never_a_formula(text: str, value: float | None, written: str) -> None:
    assert line("x", text=text, value=value) == f"x;{written}"


def test_headings_and_row_headers_are_text_too() -> None:
    table = {
        "stub": "=a",
        "columns": ["@b"],
        "rows": [{"header": "-c", "cells": [{"text": "1", "value": 1}]}],
    }
    assert table_csv(table).decode("utf-8-sig") == "'=a;'@b\r\n'-c;1\r\n"
