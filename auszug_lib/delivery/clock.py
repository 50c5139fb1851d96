"""The clock: times of day that no one wrote, from a program an hour or two behind German time.

Midnight is then ten or eleven in the evening of the day before, in summer or all year round.
"""

import pandas as pd

_MINUTE, _HOUR = 60, 3600
_EVENING, _DAY = 22 * _HOUR, 24 * _HOUR
_SHARP = (_EVENING, _EVENING + _HOUR)
# So people and databases write that a day is over, which is a time of that day.
_END_OF_DAY = (_DAY - _MINUTE, _DAY - 1, _DAY)
# Programs that take the clock of a town of 1900 add minutes and seconds, the same ones to every day.
_AGAIN = 2


def on_another_clock(times: pd.Series) -> pd.Series:
    """Return which of a column's times of day, in seconds after midnight, come from a clock that is behind.

    None do where most are real ones, of a working day; without a time of day nothing can be said.
    """
    timed = times[(times > 0) & ~times.isin(_END_OF_DAY)]
    is_again = timed.groupby(timed).transform("size") >= _AGAIN
    behind = timed.isin(_SHARP) | ((timed > _EVENING) & is_again)
    if behind.sum() <= (~behind).sum():
        return pd.Series(False, index=times.index)
    return behind.reindex(times.index, fill_value=False)


def in_words(times: pd.Series) -> str:
    """Return the different times of day as one reads them: 22:00 und 23:00."""
    shown = [pd.Timestamp(0) + pd.Timedelta(seconds=time) for time in sorted(times.unique())]
    return " und ".join(f"{time:%H:%M:%S}".removesuffix(":00") for time in shown)
