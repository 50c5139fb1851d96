"""Damage by what has no place in a delivery: personal data, formulas, markup; and cells without a value."""

from random import Random

from .choice import any_cell, of_kind, put
from .kind import breaks
from .sent import Formula, Place, Sent

_MAILS = ("a.haddad@example.org", "bitte an info@beispiel.de", "Mail: maria-schmidt@web.de")
_PHONES = ("Tel. 0221 1234567", "0176 12345678", "+49 221 123456", "Handy 0157/12345678", "0221 987654")
_NAMES = ("Herr Haddad", "Frau Schmidt", "Familie Al-Hassan", "Fam. Yılmaz")
_ADDRESSES = ("Venloer Straße 12", "Hauptstr. 5, 50667 Köln", "Neusser Str. 100a", "Aachener Straße 1")
_BIRTHS = ("geb. 01.02.1985", "geboren am 3.4.1990", "*12.05.1979")
_HEADINGS = {
    "Name": ("Haddad", "Schmidt"),
    "Vorname": ("Amina", "Maria"),
    "Nachname": ("Haddad", "Schmidt"),
    "Geburtsdatum": ("01.02.1985", "03.04.1990"),
    "Telefon": ("0221 1234567", ""),
    "E-Mail": ("a.haddad@example.org", ""),
    "Straße": ("Venloer Straße 12", ""),
    "Anschrift": ("Hauptstr. 5, 50667 Köln", ""),
}
_FORMULAS = ("=1+1", '=HYPERLINK("http://x.example","hier")', "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-A1*(2)")
_MARKUP = (
    "<script>alert(1)</script>",
    "<b>fett</b>",
    "<img src=x onerror=alert(1)>",
    "#eval(1)",
    "{{ 7 * 7 }}",
    "{% if x %}",
    '#image("x.png")',
    "&lt;b&gt;",
    "javascript:alert(1)",
)
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!")


def _enter(name: str, rule: str, values: tuple[str, ...], *kinds: str) -> None:
    """Enter a damage that writes one of the values into any cell of these kinds."""

    @breaks(rule, name=name)
    def damage(rng: Random, sent: Sent) -> Place:
        return put(*any_cell(rng, sent, of_kind(*kinds)), rng.choice(values))


_enter("phone_for_code", "personenbezug", _PHONES, "code")
_enter("address_for_code", "personenbezug", _ADDRESSES, "code")
_enter("birth_for_code", "personenbezug", _BIRTHS, "code")
_enter("account_for_code", "personenbezug", ("DE89 3704 0044 0532 0130 00",), "code")
_enter("name_for_identifier", "personenbezug", _NAMES, "id")
_enter("mail_for_identifier", "personenbezug", _MAILS, "id")
_enter("name_for_code", "personenbezug", _NAMES, "code")
_enter("mail_anywhere", "personenbezug", _MAILS, "code", "date", "count", "decimal", "bool")
_enter("formula_for_identifier", "formel_im_text", _FORMULAS, "id")
_enter("markup_anywhere", "markup_im_text", _MARKUP, "id", "code", "date", "count")


@breaks("personenbezug")
def personal_text_beside_the_table(rng: Random, sent: Sent) -> Place:
    sheet, number, _ = any_cell(rng, sent, lambda column: True)
    for row in sheet.rows:
        row.append("")
    sheet.rows[0][-1] = "Bemerkung"
    sheet.rows[number - 1][-1] = rng.choice(_MAILS + _PHONES + _NAMES + _ADDRESSES)
    return sheet.place(len(sheet.columns) - 1, number)


@breaks("personenbezug_spalte")
def personal_column(rng: Random, sent: Sent) -> Place:
    sheet, _, _ = any_cell(rng, sent, lambda column: True)
    heading, values = rng.choice(list(_HEADINGS.items()))
    for row in sheet.rows:
        row.append(rng.choice(values))
    sheet.rows[0][-1] = heading
    return sheet.place(len(sheet.columns) - 1, 1)


@breaks("formel_ohne_wert", in_files=True)
def formula_without_result(rng: Random, sent: Sent) -> Place:
    return put(*any_cell(rng, sent, lambda column: True), Formula(rng.choice(("=1+1", "=B2", "=HEUTE()"))))


@breaks("fehlerwert", in_files=True)
def error_value(rng: Random, sent: Sent) -> Place:
    return put(*any_cell(rng, sent, lambda column: True), Formula("=1/0", rng.choice(_ERRORS)))
