"""Notebooks become files: the plan, the runs, the pages, and what goes to the committees."""

import sys

MINUTES = 10.0  # that a report may take

# jsonschema, which papermill and nbformat bring, would build 35 parsers of addresses on import: 2.5 s of
# processor time for a format that no notebook has. It does without where the package cannot be imported.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
