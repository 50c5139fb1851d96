"""The typeface in the package is the one that is cut out of the font."""

from ...faces import CSS, faces


def test_the_faces_in_the_package_are_those_of_the_font() -> None:
    assert CSS.read_text(encoding="utf-8") == f"{faces()}\n", "python -m tests.faces"
