"""What keeps a screen reader from reading a PDF: each function returns complaints, none if all is well."""

from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

# Inline images reach the reader of a content stream as one operator of their own.
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE", "Tj", "TJ", "'", '"'}


def declarations(document: Pdf) -> list[str]:
    """Check what the file says about itself: both standards, German, a title that is shown."""
    root = document.Root
    with document.open_metadata() as metadata:
        claimed = [metadata.get(f"pdf{key}") for key in ("uaid:part", "aid:part", "aid:conformance")]
        title = metadata.get("dc:title")
    checks = {
        "claims PDF/UA-1 and PDF/A-3a": claimed == ["1", "3", "A"],
        "has the same title everywhere": bool(title) and title == str(document.docinfo.get("/Title")),
        "is German": str(root.get("/Lang")).startswith("de"),
        "is marked": bool(root.get("/MarkInfo", {}).get("/Marked")),
        "shows its title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
    }
    return [check for check, holds in checks.items() if not holds]


def elements(document: Pdf, kind: str = "") -> list[Object]:
    """Return the structure elements in reading order, or those of one kind."""
    found = list(_below(document.Root.StructTreeRoot)) if "/StructTreeRoot" in document.Root else []
    return [element for element in found if kind in ("", str(element.S))]


def _below(element: Object) -> Iterator[Object]:
    for child in children(element):
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _below(child)


def children(element: Object) -> list[Object | int]:
    """Return what an element holds: elements, marked content of other pages, numbers of marked content."""
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def headings(document: Pdf) -> list[str]:
    """Check that headings go down one level at a time, below one first, and are the bookmarks."""
    kinds = {f"/H{level}" for level in range(1, 7)}
    found = [element for element in elements(document) if str(element.S) in kinds]
    levels = [int(str(element.S)[2:]) for element in found]
    complaints = [
        f"H{above} is followed by H{below}" for above, below in pairwise(levels) if below > above + 1
    ]
    if levels[:1] != [1] or levels.count(1) != 1:
        complaints.append("there is not one H1 at the beginning")
    with document.open_outline() as outline:
        bookmarks = [str(entry.title) for entry in _flat(outline.root)]
    if bookmarks != [str(element.get("/T")) for element in found]:
        complaints.append("the bookmarks are not the headings")
    return complaints


def _flat(entries: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def figures(document: Pdf) -> list[str]:
    """Check that every figure has an alternative text."""
    return [
        f"figure {number} has no alternative text"
        for number, figure in enumerate(elements(document, "/Figure"), start=1)
        if not str(figure.get("/Alt", "")).strip()
    ]


def tables(document: Pdf) -> list[str]:
    """Check that every table has a caption, one row of heads of columns, and a head in each row."""
    complaints = []
    for number, table in enumerate(elements(document, "/Table"), start=1):
        parts = {str(part.S): part for part in children(table)}
        if not {"/Caption", "/THead", "/TBody"} <= set(parts):
            complaints.append(f"table {number} lacks a part: {sorted(parts)}")
            continue
        head = [_cells(row) for row in children(parts["/THead"])]
        body = [_cells(row) for row in children(parts["/TBody"])]
        width = len(head[0])
        if head != [[("/TH", "/Column")] * width]:
            complaints.append(f"table {number} has this head: {head}")
        if any(row != [("/TH", "/Row"), *[("/TD", "")] * (width - 1)] for row in body):
            complaints.append(f"table {number} has a row without a header or with too few cells")
    return complaints


def _cells(row: Object) -> list[tuple[str, str]]:
    """Return kind and scope of each cell; a cell that names its headers is told apart."""
    return [
        (str(cell.S), _attribute(cell, "/Scope") + _attribute(cell, "/Headers")) for cell in children(row)
    ]


def _attribute(cell: Object, name: str) -> str:
    values = [entry[name] for entry in cell.get("/A", []) if name in entry]
    return "".join(str(value) if isinstance(value, Name) else " with headers" for value in values if value)


def untagged(document: Pdf) -> list[str]:
    """Check that all that is painted belongs to an element or is marked as decoration."""
    owners = _owners(document)
    complaints = []
    for number, page in enumerate(document.pages, start=1):
        known = owners.get(int(page.obj.get("/StructParents", -1)), [])
        complaints += [f"page {number}: {text}" for text in _unowned(page.obj, known, inside=False)]
    return complaints


def _owners(document: Pdf) -> dict[int, list[Object | None]]:
    """Return for each page's number in the parent tree the owners of its marked content."""
    tree = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    reachable = {element.objgen for element in elements(document)}
    return {
        number: [owner if owner is not None and owner.objgen in reachable else None for owner in owners]
        for number, owners in tree.items()
        if isinstance(owners, Array)
    }


def _unowned(holder: Object, owners: list[Object | None], *, inside: bool) -> Iterator[str]:
    """Yield what a page or a form paints outside of marked content; forms are looked into."""
    marked = [inside]
    resources = holder.get("/Resources", Dictionary())
    for instruction in pikepdf.parse_content_stream(holder):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            marked.append(marked[-1] or _is_owned(instruction.operands, resources, owners))
        elif operator == "EMC":
            marked.pop()
        elif operator == "Do" and (form := resources.XObject[instruction.operands[0]]).Subtype == "/Form":
            yield from _unowned(form, owners, inside=marked[-1])
        elif operator in PAINTING and not marked[-1]:
            yield f"„{operator}“ outside of marked content"


def _is_owned(operands: list[Object], resources: Object, owners: list[Object | None]) -> bool:
    if operands[0] == "/Artifact":
        return True
    properties = operands[1] if len(operands) > 1 else Dictionary()
    if isinstance(properties, Name):
        properties = resources.Properties[properties]
    place = int(properties.get("/MCID", -1))
    return 0 <= place < len(owners) and owners[place] is not None


def fonts(document: Pdf) -> list[str]:
    """Check that every typeface is in the file, and says which letters its shapes are."""
    complaints = []
    for font in document.objects:
        if not isinstance(font, Dictionary) or font.get("/Type") != "/Font" or "/CIDSystemInfo" in font:
            continue
        holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(holder.get("/FontDescriptor", {}).keys()):
            complaints.append(f"{font.BaseFont} is not embedded")
        if "/ToUnicode" not in font:
            complaints.append(f"{font.BaseFont} has no letters")
    return complaints


def repeated_heads(document: Pdf) -> int:
    """Return how many tables go on over several pages; raises where a repeated head is read twice."""
    several = 0
    for table in elements(document, "/Table"):
        head, body = (children(part) for part in children(table) if part.S in ("/THead", "/TBody"))
        assert len(_pages(head)) == 1
        several += len(_pages(body)) > 1
    return several


def _pages(found: list[Object | int]) -> set[tuple[int, int]]:
    """Return the pages on which the content of elements stands."""
    pages = set()
    for element in found:
        if isinstance(element, Dictionary):
            if "/Pg" in element and any(not isinstance(child, Dictionary) for child in children(element)):
                pages.add(element.Pg.objgen)
            if element.get("/Type") == "/MCR":
                pages.add(element.Pg.objgen)
            pages |= _pages(children(element))
    return pages


def attachments(document: Pdf) -> dict[str, bytes]:
    """Return the attached files by name; each is announced as a table's data, in CSV."""
    found = {}
    for file in document.Root.get("/AF", Array()):
        content = file.EF.F
        assert (file.AFRelationship, content.Subtype) == ("/Data", "/text/csv")
        assert str(file.Desc).strip()
        found[str(file.UF)] = content.read_bytes()
    assert set(found) == set(document.attachments)
    return found
