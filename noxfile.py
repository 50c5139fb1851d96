"""The things one does daily: `nox -l` lists them. They use the environment in `.venv`, as it is."""

import os
from pathlib import Path

import nox

BIN = Path(__file__).parent.resolve() / ".venv" / ("Scripts" if os.name == "nt" else "bin")

nox.options.sessions = ["lint", "tests"]
nox.options.default_venv_backend = "none"


def run(session: nox.Session, program: str, *words: str) -> None:
    """Run a program of `.venv`; the words behind `--` are its last."""
    session.run(str(BIN / program), *words, *session.posargs, external=True)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, all of them or those named: nox -s tests -- tests/spec."""
    run(session, "python", "-m", "pytest", "-q")


@nox.session
def lint(session: nox.Session) -> None:
    """Look for faults without running anything; the same as in CI."""
    for words in (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports",)):
        session.run(str(BIN / words[0]), *words[1:], external=True)


@nox.session
def report(session: nox.Session) -> None:
    """Make reports: nox -s report -- 2019."""
    run(session, "auszug", "report")


@nox.session
def docs(session: nox.Session) -> None:
    """Write the generated parts of the pages, and build the site in build/docs."""
    session.run(str(BIN / "python"), "tests/unit/test_docs.py", external=True)
    run(session, "python", "-m", "sphinx", "-q", "-W", "-b", "html", "docs", "build/docs")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Run one benchmark: nox -s benchmarks -- disclosure."""
    for name in session.posargs:
        session.run(str(BIN / "python"), f"tests/benchmarks/{name}.py", external=True)
