"""What keeps a pattern from being found: data for an error message, which the caller writes."""

from auszug_lib.disclosure.engine.problem import Key, Requirement


class DisclosureError(Exception):
    """Disclosure control has no answer."""


class InconsistentTablesError(DisclosureError):
    """No table at all agrees with what is printed and known.

    Parameters
    ----------
    variables
        Some variables whose values contradict each other.
    """

    def __init__(self, variables: tuple[Key, ...]) -> None:
        super().__init__(f"values contradict each other: {variables}")
        self.variables = variables


class UnprotectableError(DisclosureError):
    """A requirement fails even with a dot in every cell that may have one.

    Parameters
    ----------
    requirement
        What cannot be met; its `variable` names the cell.
    low, high
        The attacker's interval when everything that may be dotted is.
    given_away_by
        Public variables that share a relation with the cell.
    """

    def __init__(
        self, requirement: Requirement, low: float, high: float, given_away_by: tuple[Key, ...]
    ) -> None:
        super().__init__(f"{requirement} cannot be met: the interval is [{low}, {high}] at best")
        self.requirement = requirement
        self.low = low
        self.high = high
        self.given_away_by = given_away_by
