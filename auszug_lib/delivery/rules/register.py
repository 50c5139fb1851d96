"""The register: every rule, in the order in which they are tested."""

from collections.abc import Mapping
from types import MappingProxyType

from auszug_lib.delivery.rules.households import HOUSEHOLD_RULES
from auszug_lib.delivery.rules.identifiers import IDENTIFIER_RULES
from auszug_lib.delivery.rules.overlaps import OVERLAP_RULES
from auszug_lib.delivery.rules.placements import PLACEMENT_RULES
from auszug_lib.delivery.rules.plausibility import PLAUSIBILITY_RULES
from auszug_lib.delivery.rules.reading import CELL_RULES, DELIVERY_RULES, SHEET_RULES
from auszug_lib.delivery.rules.relations import RELATION_RULES
from auszug_lib.delivery.rules.rule import Rule
from auszug_lib.delivery.rules.sessions import SESSION_RULES

# What only the whole check knows: it compares figures, or findings with what was accepted.
_SUMMARY_RULES = (
    Rule(
        "veroeffentlichte_zahl",
        "info",
        "Veröffentlicht ist {published} ({source}), die Lieferungen ergeben {counted}: {measure}, {period}.",
        "Bitte prüfen, welche Zahl stimmt; der Bericht zeigt beide.",
    ),
    Rule(
        "annahme_ohne_befund",
        "info",
        "In der Jahresdatei ist eine Auffälligkeit angenommen, die es nicht gibt: {rule}.",
        "Bitte den Eintrag unter accepted löschen oder Regel und Datensatz berichtigen.",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            *DELIVERY_RULES,
            *SHEET_RULES,
            *CELL_RULES,
            *RELATION_RULES,
            *HOUSEHOLD_RULES,
            *IDENTIFIER_RULES,
            *PLACEMENT_RULES,
            *SESSION_RULES,
            *PLAUSIBILITY_RULES,
            *OVERLAP_RULES,
            *_SUMMARY_RULES,
        )
    }
)
