"""Empty databases of both kinds, and what tests write into them."""

from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import URL, BigInteger, Boolean, Date, Double, NullPool, Text, create_engine

from ....postgresql import create_database

SQL = "'; DROP TABLE faelle; --"
NUMBERS = count()

TYPES = {
    "fall_id": Text(),
    "anmeldedatum": Date(),
    "personen": BigInteger(),
    "kaltmiete": Double(),
    "befristet": Boolean(),
}


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite database that is still empty."""
    (tmp_path / "drk.db").touch()
    return f"sqlite:///{tmp_path / 'drk.db'}"


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """The URL of a PostgreSQL database that is still empty."""
    return create_database(postgresql, f"drk_{next(NUMBERS)}")


@pytest.fixture(params=["sqlite_url", "postgresql_url"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, of each kind in turn."""
    return request.getfixturevalue(request.param)


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def run(url: str, *statements: str) -> None:
    """Execute statements; psycopg alone takes percent signs for its own."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%") if "psycopg" in url else statement)


def typed() -> pd.DataFrame:
    """A table with a column of each type and every awkward value that it can hold."""
    texts = ["Köln-Mülheim ß €", SQL, '"quer" und %(x)s %s :y', "", " Rand\n\tund Zeile ", None]
    days = ["2019-01-01", None, "0999-12-31", "2019-12-31", "9999-12-31", "2020-02-29"]
    times = ["2019-01-01", None, "2019-07-01T00:00:00.000001", "2019-12-31T23:59:59", "1000-01-01"]
    return pd.DataFrame(
        {
            "fall_id": pd.Series(texts, dtype="str"),
            "anmeldedatum": np.array(days, dtype="datetime64[s]"),
            "geaendert": np.array([*times, "2020-02-29"], dtype="datetime64[us]"),
            "personen": pd.Series([1, None, -3, 2**62 + 1, 0, 7], dtype="Int64"),
            "kaltmiete": [512.40, None, 0.1, -1e300, 1234.56, 3.0],
            "befristet": pd.Series([True, None, False, True, False, None], dtype="boolean"),
        }
    )


def write_typed(url: str, frame: pd.DataFrame) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        frame.to_sql("faelle", connection, index=False, dtype=TYPES)
