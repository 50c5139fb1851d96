"""What goes to the committees, and that what is internal never does."""

import io
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

INTERNAL = "nicht öffentlich"
COMMITTEES = {
    "integrationsrat": ("Integrationsrat (diese Sitzung) 21.04.2020", "Integrationsrat"),
    "soziales": (
        "Ausschuss Soziales und Senioren (diese Sitzung) 23.04.2020",
        "Ausschuss Soziales und Senioren",
    ),
    "runder_tisch": (
        "Runder Tisch für Flüchtlingsfragen (diese Sitzung) 08.05.2020",
        "Runder Tisch für Flüchtlingsfragen",
    ),
}
FILES = (
    *("1-mitteilung-2019.pdf", "2-gesamtbericht-2019.pdf", "3-traegerbericht-caritas-2019.pdf"),
    *("4-traegerbericht-drk-2019.pdf", "5-traegerbericht-kfr-2019.pdf"),
)


def pages(file: Path) -> list[str]:
    return _pages(file.read_bytes())


@cache
def _pages(content: bytes) -> list[str]:
    """Return the text of every page; most files go to every committee and are read once."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


# ---- the public set of 2019


@pytest.mark.parametrize("committee", COMMITTEES)
def test_a_committee_gets_everything_with_its_own_sitting_first(public: Path, committee: str) -> None:
    folder = public / "gremien" / committee
    first, name = COMMITTEES[committee]
    beside = {"index.html", "SHA256SUMS", f"{committee}-2019.zip"}
    assert {path.name for path in folder.iterdir()} == {*FILES, *beside}
    assert f"Gremium Datum {first}" in pages(folder / FILES[0])[0]
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert f"<h1>{name}: Auszugsmanagement 2019</h1>" in index
    for own, shared in zip(FILES[1:], ("gesamtbericht", "traegerbericht-caritas"), strict=False):
        assert (folder / own).read_bytes() == (public / f"{shared}.pdf").read_bytes()


@pytest.mark.parametrize("committee", COMMITTEES)
def test_every_page_for_a_committee_says_that_its_data_are_examples(public: Path, committee: str) -> None:
    folder = public / "gremien" / committee
    for name in FILES:
        assert all("Beispieldaten" in text for text in pages(folder / name))
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<aside class="marks"[^>]*>Beispieldaten: keine echten Fälle</aside>', index)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum gibt es hier nicht")
def test_the_checksums_are_accepted_by_the_usual_tool(public: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(public / "gremien" / "soziales" / "soziales-2019.zip", tmp_path)
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    folder = tmp_path / "soziales-2019"
    good = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.count(": OK") == len(FILES) + 1
    (folder / FILES[2]).write_bytes(b"vertauscht")
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1


# ---- visibility


def test_every_internal_page_says_so_and_none_lies_in_the_public_folder(internal: Path) -> None:
    assert [path.name for path in internal.parent.iterdir() if path.name != "notebooks"] == ["intern"]
    printed = sorted(internal.rglob("*.pdf"))
    assert len(printed) == len(list(internal.rglob("*.html"))) == 6
    for file in printed:
        # In the line of marks, not only as part of „nicht öffentlicher Teil“.
        assert all(f"Beispieldaten: keine echten Fälle · {INTERNAL}" in text for text in pages(file)), (
            file.name
        )
    for file in internal.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        assert re.search(rf'<aside class="marks"[^>]*>[^<]*{INTERNAL}</aside>', page), file.name


def test_no_public_page_says_that_it_is_internal(public: Path) -> None:
    assert [path.name for path in public.parent.iterdir() if path.name != "notebooks"] == ["oeffentlich"]
    for file in {file.read_bytes(): file for file in public.rglob("*.pdf")}.values():  # copies once
        assert not any(INTERNAL in text for text in pages(file)), file.name
    for file in public.rglob("*.html"):
        assert INTERNAL not in file.read_text(encoding="utf-8"), file.name


def test_an_internal_set_goes_to_no_committee(internal: Path) -> None:
    assert not (internal / "gremien").exists()
