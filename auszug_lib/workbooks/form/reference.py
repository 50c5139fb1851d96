"""Reference: the part of the instructions to look things up in: the sheets, the code lists and the rules."""

from collections.abc import Iterator, Mapping

from auszug_lib.delivery.rules.reading import CELL_RULES
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, Rule, Severity, in_general
from auszug_lib.delivery.schema import TABLES
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.form.choices import lists_of_form
from auszug_lib.workbooks.form.entry import Context, entry_of, marked_label
from auszug_lib.workbooks.form.page import Page, chapter, paragraph, section, table

_SEVERE: Mapping[Severity, str] = {
    "hard": "Solange es einen gibt, wird kein Bericht gemacht.",
    "soft": "Bitte noch einmal ansehen; was stimmt, bleibt so.",
}


def write_tables(page: Page, context: Context) -> None:
    """Write for each sheet what a row is and what belongs into its columns."""
    above = chapter("Die Blätter")
    for of_form in TABLES.values():
        rows = [
            (marked_label(column), column.about, entry_of(of_form, column, context).asked)
            for column in of_form.columns
        ]
        about = paragraph(of_form.about)
        page.add(above, section(of_form.name), about, table(("Spalte", "Bedeutung", "Eintrag"), rows))
        above = []


def write_lists(page: Page, lists: Mapping[str, CodeList]) -> None:
    """Write the codes of each list with their labels; a list too long for that is described."""
    page.add(chapter("Die Auswahllisten"), table(("Spalte", "Wert", "Bedeutung"), _list_rows(lists)))


def write_rules(page: Page) -> None:
    """Write the hard rules, then the soft ones, each with what is to be done."""
    above = chapter("Was geprüft wird")
    for severity, about in _SEVERE.items():
        rows = table(("Blatt und Spalten", "Meldung", "Abhilfe"), _rule_rows(severity))
        page.add(above, section(SEVERITIES[severity]), paragraph(about), rows)
        above = []


def _list_rows(lists: Mapping[str, CodeList]) -> Iterator[tuple[str, str, str]]:
    """Yield a row a code, with the columns it belongs to beside the first one of its list."""
    for codes in lists_of_form(lists):
        if codes.described:
            yield _used_as(codes.name), "in der Zelle auswählen", codes.described
            continue
        names = [_used_as(codes.name), *[""] * len(codes.codes)]
        for name, code in zip(names, codes.codes, strict=False):
            yield name, codes.choice(code), codes.label(code)


def _used_as(codes: str) -> str:
    """Return the labels of the columns that use a code list."""
    columns = [column for table in TABLES.values() for column in table.columns if column.codes == codes]
    return ", ".join(dict.fromkeys(column.label for column in columns))


def _rule_rows(severity: Severity) -> list[tuple[str, str, str]]:
    """Return a row for all rules that say the same."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for rule in RULES.values():
        if rule.severity == severity and _is_for_case_workers(rule):
            told = (in_general(rule.message), in_general(rule.remedy))
            subjects.setdefault(told, []).append(_subject(rule))
    return [("; ".join(about), *told) for told, about in subjects.items()]


def _is_for_case_workers(rule: Rule) -> bool:
    """Say whether a rule is about what is entered; files, sheets and headings are the form's own."""
    return rule in CELL_RULES or (bool(rule.table) and "{" not in rule.message + rule.remedy)


def _subject(rule: Rule) -> str:
    if not rule.table:
        return "alle Blätter"
    labels = [TABLES[rule.table].column(column).label for column in rule.columns]
    return f"{rule.table}: {', '.join(labels)}" if labels else rule.table
