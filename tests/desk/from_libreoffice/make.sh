#!/bin/sh
# How the files beside this script were made: the template and the sheet of left-out rows, opened in LibreOffice 7.4.7,
# typed into, saved (Debian: libreoffice-calc-nogui, python3-uno). Run from the top.
set -eu
here=$(pwd)/tests/desk/from_libreoffice
work=$(mktemp -d)
KEEP_SHEETS=$work .venv/bin/pytest -n 0 -q tests/desk/test_import_libreoffice.py || true
HOME=$work soffice --headless --accept='pipe,name=typing;urp' &
sleep 10
/usr/bin/python3 - "$work" "$here" << 'EOF'
"""Type into the sheets of the folder IN as hands do, and store them in the folder OUT.

It runs on the Python that knows UNO (Debian: python3-uno), not on ours.
"""

import json
import pathlib
import sys

import uno
from com.sun.star.beans import PropertyValue

OFFICE = "uno:pipe,name=typing;urp;StarOffice.ComponentContext"


def named(name: str, value: object) -> object:
    """One property of a document."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def fill_in(page: object, people: list) -> None:
    """Under the headers, a person a row. A cell whose text begins with "=" is typed with an apostrophe."""
    for at, cells in enumerate(people, start=1):
        for place, text in enumerate(cells):
            if text:
                page.getCellByPosition(place, at).setFormula(f"'{text}" if text[0] == "=" else text)


def put_right(page: object, people: list) -> None:
    """The telephone of the first row and the stage of the second, in a fresh cell as a number or a text."""
    (phone, stage) = people[0]
    heads = [page.getCellByPosition(place, 0).getString() for place in range(30)]
    page.getCellByPosition(heads.index("phone"), 1).setFormula(phone)
    page.getCellByPosition(heads.index("stage"), 2).setFormula(stage)


def main(source: str, target: str) -> None:
    """All sheets of `source`."""
    here = uno.getComponentContext()
    services = here.ServiceManager
    resolver = services.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    office = resolver.resolve(OFFICE)
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    for path in sorted(pathlib.Path(source).glob("*.json")):
        people = json.loads(path.read_text())
        url = uno.systemPathToFileUrl(str(path.with_suffix(".xlsx")))
        book = desktop.loadComponentFromURL(url, "_blank", 0, (named("Hidden", True),))
        page = book.Sheets.getByIndex(0)
        (fill_in if path.stem.startswith("template") else put_right)(page, people)
        to = uno.systemPathToFileUrl(str(pathlib.Path(target, f"{path.stem}.xlsx")))
        book.storeToURL(to, (named("FilterName", "Calc MS Excel 2007 XML"),))
        book.close(True)
    desktop.terminate()


main(*sys.argv[1:3])
EOF
