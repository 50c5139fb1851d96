"""HiGHS as this package uses it: one thread, silent, work limits and no clocks, every status looked at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import highspy
import numpy as np

from auszug_lib.disclosure.engine.rows import Flags, Floats, Integers, Rows

Ending = Literal["optimal", "infeasible", "unbounded", "stopped"]

_ENDINGS: dict[highspy.HighsModelStatus, Ending] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "unbounded",
}


@dataclass(frozen=True)
class Outcome:
    """How a solve ended.

    Parameters
    ----------
    ending
        `stopped` means that the work limit was reached: nothing is known for certain.
    point
        The best point found; None where there is none.
    bound
        A cost that no point undercuts, as is proven.
    row_duals
        The rows' prices; zeros where whole numbers were asked for.
    """

    ending: Ending
    point: Floats | None
    bound: float
    row_duals: Floats


class SolverError(RuntimeError):
    """HiGHS refused to run."""


class _SilentHighs(highspy.Highs):
    """HiGHS without its banner, which the constructor prints before an option can be set."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802 (the library's name)
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Model:
    """A linear model, continuous or integer, that is solved again and again with other bounds or costs.

    Parameters
    ----------
    rows
        The constraints.
    lower, upper
        Bounds of the columns.
    integer
        Which columns are whole numbers; None for the linear relaxation.
    nodes
        Branch-and-bound nodes after which a solve is stopped. A count and no clock: two runs agree.
    """

    def __init__(
        self,
        rows: Rows,
        lower: Floats,
        upper: Floats,
        integer: Flags | None = None,
        *,
        nodes: int = 20_000,
    ) -> None:
        self._highs = _SilentHighs()
        for option, value in _options(nodes, is_integer=integer is not None).items():
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_linear_program(rows, lower, upper, integer))
        self._size = len(lower)

    @cached_property
    def _columns(self) -> Integers:
        return np.arange(self._size, dtype=np.int32)

    def set_bounds(self, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of all columns."""
        self._highs.changeColsBounds(self._size, self._columns, lower, upper)

    def add_row(self, lower: float, upper: float, columns: Integers, values: Floats) -> None:
        """Add a constraint."""
        self._highs.addRow(lower, upper, len(columns), columns, values)

    def start_from(self, point: Floats) -> None:
        """Hand a point to start from."""
        self._highs.setSolution(self._size, self._columns, point)

    def minimise(self, cost: Floats) -> Outcome:
        """Solve for the least cost, from where the last solve ended."""
        self._highs.changeColsCost(self._size, self._columns, cost)
        if self._highs.run() == highspy.HighsStatus.kError:
            raise SolverError("HiGHS did not run; another part of this process may have set its threads")
        ending = _ENDINGS.get(self._highs.getModelStatus(), "stopped")
        solution, info = self._highs.getSolution(), self._highs.getInfo()
        has_point = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        is_linear = not self._highs.getLp().integrality_
        # A linear solve that was stopped proves nothing; one of whole numbers has proven its bound.
        stopped = -np.inf if is_linear else info.mip_dual_bound
        bounds = {"optimal": info.objective_function_value if is_linear else stopped, "stopped": stopped}
        return Outcome(
            ending,
            np.array(solution.col_value) if has_point else None,
            bounds.get(ending, np.inf if ending == "infeasible" else -np.inf),
            np.array(solution.row_dual),
        )


def _options(nodes: int, *, is_integer: bool) -> dict[str, bool | float | str]:
    """Return the options: `threads` holds for the whole process, so it is the same for every model."""
    options: dict[str, bool | float | str] = {"random_seed": 0, "threads": 1, "parallel": "off"}
    if not is_integer:
        return {**options, "presolve": "off", "solver": "simplex"}
    limits = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-6, "mip_max_nodes": nodes}
    return {**options, **limits, "mip_detect_symmetry": False}


def _linear_program(rows: Rows, lower: Floats, upper: Floats, integer: Flags | None) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(lower), len(rows)
    program.col_cost_ = np.zeros(len(lower))
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_, program.row_upper_ = rows.lower, rows.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = rows.start
    program.a_matrix_.index_ = rows.index
    program.a_matrix_.value_ = rows.value
    if integer is not None:
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        program.integrality_ = [kinds[bool(flag)] for flag in integer]
    return program
