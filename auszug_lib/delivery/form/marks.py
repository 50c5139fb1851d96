"""Marks: conditional formats that show while typing where cells contradict each other, or one is missing."""

import re
from collections.abc import Iterator, Mapping

from auszug_lib.delivery.form.places import column_name, own_cell, references
from auszug_lib.delivery.rules.plausibility import LARGE_HOUSEHOLD
from auszug_lib.delivery.rules.register import RULES
from auszug_lib.delivery.rules.rule import Rule
from auszug_lib.delivery.schema import DELIVERY, TABLES, Column, Table
from auszug_lib.delivery.synonyms import NO, YES

# The rules that a formula can test within a row and the records it points to. A column of the own table
# stands for the cell in this row, `faelle_personen` for that of the case it points to; `in_vermittlungen`
# says whether a row there points to this one. A rule holds where a cell it needs is empty.
_FORMULAS: Mapping[str, str] = {
    "anmeldung_vor_stand": "AND(COUNT({anmeldedatum},{stand})=2,{anmeldedatum}>{stand})",
    "einzug_vor_stand": "AND(COUNT({einzugsdatum},{stand})=2,{einzugsdatum}>{stand})",
    "mindestens_ein_erwachsener": "AND(COUNT({erwachsene})=1,{erwachsene}<1)",
    "personen_summe": "AND(COUNT({personen},{erwachsene},{kinder})=3,{personen}<>{erwachsene}+{kinder})",
    "jemand_eingezogen": "AND(COUNT({personen_eingezogen})=1,{personen_eingezogen}=0)",
    "anmeldung_vor_einzug": "AND(COUNT({einzugsdatum})=1,{einzugsdatum}<{faelle_anmeldedatum})",
    "vermittlung_mit_status": 'AND({status}<>"",{status}<>"vermittelt",{in_vermittlungen})',
    "befristet_mit_ende": f'AND({{befristet}}="{YES}",{{befristet_bis}}="")',
    "ende_nur_befristet": f'AND({{befristet}}="{NO}",{{befristet_bis}}<>"")',
    "beratung_am_termin": "AND(COUNT({datum})=1,{sprechstunden_datum}>0,{datum}<>{sprechstunden_datum})",
    "andere_zahl_eingezogen": (
        "AND(COUNT({personen_eingezogen})=1,{faelle_personen}>0,{faelle_personen}<>{personen_eingezogen})"
    ),
    "grosser_haushalt": f"AND(COUNT({{personen}})=1,{{personen}}>{LARGE_HOUSEHOLD})",
    "vertrag_nach_einzug": (
        "AND(COUNT({mietvertragsdatum},{einzugsdatum})=2,{mietvertragsdatum}>{einzugsdatum})"
    ),
    "alleinerziehend_mit_kind": (
        'AND({haushaltstyp}="alleinerziehend",COUNT({erwachsene},{kinder})=2,OR({erwachsene}<>1,{kinder}<1))'
    ),
    "beendet_mit_datum": 'AND({status}="beendet",{abschlussdatum}="")',
    "wartend_ohne_abschluss": 'AND({status}="wartend",{abschlussdatum}<>"")',
    "anmeldung_vor_abschluss": (
        "AND(COUNT({abschlussdatum},{anmeldedatum})=2,{abschlussdatum}<{anmeldedatum})"
    ),
    "mehr_als_eine_stelle": "AND(COUNT({umfang_vzae})=1,{umfang_vzae}>1)",
}


def marked_rules(table: Table) -> Iterator[tuple[Rule, str]]:
    """Yield the rules of `table` that are marked, each with the formula that is true where it is broken."""
    cells = _cells(table)
    for rule_id, formula in _FORMULAS.items():
        if RULES[rule_id].table == table.name:
            yield RULES[rule_id], f"={formula.format_map(cells)}"


def missing(table: Table, column: Column) -> str:
    """Return the formula that is true where a required cell is empty in a row that has been begun."""
    first, last = (own_cell(table, table.columns[n].name) for n in (0, -1))
    return f'=AND(COUNTA({first}:{last})>0,{own_cell(table, column.name)}="")'


def _cells(table: Table) -> dict[str, str]:
    """Return how the formulas of `table` name cells and records.

    Other sheets are reached by the names of their columns: not every Excel takes a reference to another sheet
    in a conditional format.
    """
    cells = {"stand": f"INDEX({column_name(DELIVERY, 'stand')},2)"}
    for child, key, parent in references():
        if child == table:
            row = f"MATCH({own_cell(table, key.name)},{column_name(parent, key.name)},0)"
            for column in parent.columns:
                cells[f"{parent.name}_{column.name}"] = f"INDEX({column_name(parent, column.name)},{row})"
        if parent == table:
            found = f"MATCH({own_cell(table, key.name)},{column_name(child, key.name)},0)"
            cells[f"in_{child.name}"] = f"ISNUMBER({found})"
    return cells | {column.name: own_cell(table, column.name) for column in table.columns}


def column_names() -> Iterator[tuple[str, Table, Column]]:
    """Yield the columns that formulas of other sheets name."""
    formulas = " ".join(formula for table in TABLES.values() for _, formula in marked_rules(table))
    words = set(re.findall(r"\w+", formulas))
    for table in TABLES.values():
        for column in table.columns:
            if column_name(table, column.name) in words:
                yield column_name(table, column.name), table, column
