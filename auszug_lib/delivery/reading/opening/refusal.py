"""Why a file is not read."""


class RefusalError(Exception):
    """A file is not read; the message says why and what to do, after the file's name."""
