"""What reading a cell can come to: it is as it should be, or a rule of the register says what it is not."""

OUTCOMES = (
    "",
    "pflicht",
    "leerzeichen",
    "code_umgesetzt",
    "code_sonstige",
    "datum_umgesetzt",
    "zahl_umgesetzt",
    "datum_mehrdeutig",
    "zahl_mehrdeutig",
    "code",
    "lesbar",
)

PLAIN = 0
EMPTY = OUTCOMES.index("pflicht")  # a breach only where the column is required
TRIMMED = OUTCOMES.index("leerzeichen")
CODE_REWRITTEN = OUTCOMES.index("code_umgesetzt")
OTHER_WORDS = OUTCOMES.index("code_sonstige")
DATE_REWRITTEN = OUTCOMES.index("datum_umgesetzt")
NUMBER_REWRITTEN = OUTCOMES.index("zahl_umgesetzt")
AMBIGUOUS_DATE = OUTCOMES.index("datum_mehrdeutig")
AMBIGUOUS_NUMBER = OUTCOMES.index("zahl_mehrdeutig")
UNKNOWN_CODE = OUTCOMES.index("code")
UNREADABLE = OUTCOMES.index("lesbar")
