"""Databases, SQLite and PostgreSQL: what was written comes back, in its type."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from auszug_lib.delivery.reading.database import read_database, read_sqlite_file, shown_name
from auszug_lib.delivery.reading.sandbox import Glass

from .conftest import SQL, run, typed, write_typed

HOSTILE = ['Fälle "2019"', SQL, "a.b", "%(x)s %s 100%", ":y", "[z]", "`", " ", "\\", "select", "c0", "x\ny"]


def test_every_value_comes_back_in_its_type(url: str) -> None:
    write_typed(url, typed())
    pd.testing.assert_frame_equal(read_database(url)["faelle"], typed())


def test_many_rows_come_back_in_their_order(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auszug_lib.delivery.reading.opening.database_table._ROWS", 7)
    many = pd.concat([typed()] * 5, ignore_index=True)
    write_typed(url, many)
    pd.testing.assert_frame_equal(read_database(url)["faelle"], many)


@pytest.mark.parametrize("rows", [0, 2])
def test_columns_without_a_value_keep_their_type(url: str, rows: int) -> None:
    nothing = pd.DataFrame(
        {name: pd.Series([None] * rows, dtype=kind) for name, kind in typed().dtypes.items()}
    )
    write_typed(url, nothing)
    pd.testing.assert_frame_equal(read_database(url)["faelle"], nothing)


def test_money_is_what_was_written(url: str) -> None:
    values = ", ".join(f"({cents // 100}.{cents % 100:02})" for cents in range(0, 200_000, 37))
    run(url, "CREATE TABLE wohnungen (kaltmiete NUMERIC(10, 2))", f"INSERT INTO wohnungen VALUES {values}")
    rents = read_database(url)["wohnungen"]["kaltmiete"]
    assert rents.dtype == "float64"
    assert rents.to_list() == [cents / 100 for cents in range(0, 200_000, 37)]


def test_rows_are_in_the_order_of_the_key(url: str) -> None:
    run(
        url,
        "CREATE TABLE faelle (wert TEXT, b INTEGER, a INTEGER, PRIMARY KEY (a, b))",
        "INSERT INTO faelle VALUES ('vier', 2, 2), ('eins', 1, 1), ('drei', 1, 2), ('zwei', 2, 1)",
    )
    faelle = read_database(url)["faelle"]
    assert [*faelle] == ["wert", "b", "a"]
    assert faelle["wert"].to_list() == ["eins", "zwei", "drei", "vier"]


def test_tables_and_views_keep_their_names(url: str) -> None:
    run(
        url,
        'CREATE TABLE "Faelle" ("Fall-ID" TEXT, "PERSONEN" INTEGER)',
        "INSERT INTO \"Faelle\" VALUES ('F1', 3)",
        'CREATE VIEW vermittlungen AS SELECT "Fall-ID" AS fall_id, "PERSONEN" * 2 AS doppelt FROM "Faelle"',
        'CREATE INDEX nach_personen ON "Faelle" ("PERSONEN")',
    )
    tables = read_database(url)
    assert [*tables] == ["Faelle", "vermittlungen"]
    assert tables["Faelle"].to_dict("list") == {"Fall-ID": ["F1"], "PERSONEN": [3]}
    assert tables["vermittlungen"].to_dict("list") == {"fall_id": ["F1"], "doppelt": [6]}


def test_no_name_is_taken_for_sql(url: str) -> None:
    run(url, "CREATE TABLE faelle (fall_id TEXT)")
    for name in HOSTILE:
        quoted = '"' + name.replace('"', '""') + '"'
        run(
            url,
            f"CREATE TABLE {quoted} (vorher TEXT, {quoted} INTEGER PRIMARY KEY)",
            f"INSERT INTO {quoted} VALUES ('b', 2), ('a', 1)",
        )
    tables = read_database(url)
    assert {*tables} == {"faelle", *HOSTILE}
    for name in HOSTILE:
        assert tables[name].to_dict("list") == {"vorher": ["a", "b"], name: [1, 2]}


def test_sqlite_values_that_are_not_of_their_type_stay_what_they_are(sqlite_url: str) -> None:
    run(
        sqlite_url,
        """CREATE TABLE t (miete REAL, tag DATE, ja BOOLEAN, n INTEGER,
           roh BLOB, ohne, art NUMERIC, zeit DATE)""",
        "INSERT INTO t VALUES (512, '2019-02-28', 1, 1, x'00ff', '007', 3, 1546300800)",
        "INSERT INTO t VALUES ('512,40', '2019-02-30', 2, 2.5, NULL, '1e3', 4, NULL)",
        "INSERT INTO t VALUES (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    )
    t = read_database(sqlite_url)["t"]
    assert t["miete"].to_list() == [512.0, "512,40", None]
    kinds = ["object", "str", "Int64", "float64", "str", "str", "float64", "Int64"]
    assert [str(dtype) for dtype in t.dtypes] == kinds
    assert t["tag"].to_list()[:2] == ["2019-02-28", "2019-02-30"]
    assert t["ja"].to_list()[:2] == [1, 2]
    assert t["roh"].to_list()[:2] == ["00FF", np.nan]
    assert t["ohne"].to_list()[:2] == ["007", "1e3"]
    assert t["zeit"].to_list()[:1] == [1546300800]


def test_postgresql_types_of_its_own_become_plain_ones(postgresql_url: str) -> None:
    run(
        postgresql_url,
        "CREATE TYPE status AS ENUM ('wartend', 'beendet')",
        "CREATE DOMAIN kopfzahl AS smallint",
        "CREATE DOMAIN kleine AS kopfzahl CHECK (VALUE < 10)",
        """CREATE TABLE t (status status, personen kleine, zeichen char(5), nummer uuid, liste int[],
           roh bytea, json jsonb, dauer interval, uhr time, wann timestamptz, punkt point, genau numeric,
           einfach real)""",
        """INSERT INTO t VALUES ('wartend', 3, 'ab', '00000000-0000-0000-0000-000000000001', '{1,2}',
           '\\x00ff', '{"a": 1}', '1 day', '12:30', '2019-06-30 22:00+00', '(1,2)', 512.40, 0.5)""",
    )
    t = read_database(postgresql_url)["t"]
    assert [str(dtype) for dtype in t.dtypes] == [
        *("str", "Int64", "str", "str", "str", "str"),
        *("str", "str", "str", "datetime64[us]", "str", "float64", "float64"),
    ]
    assert t.iloc[0].to_list() == [
        *("wartend", 3, "ab", "00000000-0000-0000-0000-000000000001", "{1,2}", "\\x00ff"),
        *('{"a": 1}', "1 day", "12:30:00", pd.Timestamp("2019-07-01"), "(1,2)", 512.4, 0.5),
    ]


def test_postgresql_dates_beyond_the_calendar_stay_text(postgresql_url: str) -> None:
    run(
        postgresql_url,
        "CREATE TABLE stellen (beginn date, befristet_bis date, wann timestamp)",
        "INSERT INTO stellen VALUES ('2019-01-01', 'infinity', '0044-03-15 BC'), (NULL, '2019-06-30', NULL)",
    )
    stellen = read_database(postgresql_url)["stellen"]
    assert stellen["beginn"].to_list() == [pd.Timestamp("2019-01-01"), pd.NaT]
    assert stellen["befristet_bis"].to_list() == ["infinity", "2019-06-30"]
    assert stellen["wann"].to_list() == ["0044-03-15 00:00:00 BC", np.nan]


def test_the_search_path_selects_a_schema(postgresql_url: str) -> None:
    run(
        postgresql_url,
        "CREATE SCHEMA drk",
        "CREATE TABLE drk.faelle AS SELECT 1 AS n",
        "CREATE TABLE public.faelle AS SELECT 2 AS n",
        "CREATE TABLE public.wohnungen AS SELECT 3 AS n",
        "CREATE MATERIALIZED VIEW drk.stellen AS SELECT 4 AS n",
        "CREATE TABLE drk.leer ()",
    )
    chosen = f"{postgresql_url}?options=-csearch_path%3Ddrk"
    tables = read_database(chosen)
    assert {name: frame.to_dict("list") for name, frame in tables.items()} == {
        "faelle": {"n": [1]},
        "leer": {},
        "stellen": {"n": [4]},
    }
    assert shown_name(chosen).endswith(".drk")


def read_file(path: Path) -> dict[str, pd.DataFrame]:
    with Glass() as glass:
        return read_sqlite_file(path, glass)


def test_a_file_among_the_deliveries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "Träger & Co. 50%?mode=rwc#.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE faelle AS SELECT 'F1' AS fall_id")
        connection.commit()
    monkeypatch.chdir(tmp_path)
    for path in (file, Path(file.name)):
        assert read_file(path)["faelle"]["fall_id"].to_list() == ["F1"]
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_file_in_wal_mode_gets_nothing_at_its_side(tmp_path: Path) -> None:
    file = tmp_path / "drk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE faelle (x TEXT)")
        connection.commit()
        assert "faelle" in read_file(file)  # so far it stands beside the file only
    assert "faelle" in read_file(file)
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///lieferungen/drk.db", "drk.db"),
        ("sqlite:////abs/olut/drk.sqlite", "drk.sqlite"),
        ("sqlite://", "sqlite"),
        ("postgresql+psycopg://leser:geheim@127.0.0.1:5432/drk", "postgresql:drk"),
        ("postgresql://leser:geh%40im@127.0.0.1/drk", "postgresql:drk"),
        ("postgresql://leser@127.0.0.1/auszug?options=-csearch_path%3Ddrk", "postgresql:auszug.drk"),
        ("postgresql:///?service=drk", "postgresql:drk"),
        ("postgresql://leser:geheim@127.0.0.1", "postgresql"),
        ("postgresql://leser:ge/heim@127.0.0.1/drk", "postgresql:drk"),
        ("postgresql://leser:x@geheim/geheim@127.0.0.1/drk", "postgresql"),
        ("postgresql://leser:x@y/geheim?geheim@127.0.0.1/drk", "postgresql"),
        ("postgresql://leser:x@127.0.0.1:geheim/drk", "postgresql"),
        ("mysql://leser:geheim@127.0.0.1/drk", "mysql"),
    ],
)
def test_the_shown_name_holds_no_secret(url: str, name: str) -> None:
    assert shown_name(url) == name
