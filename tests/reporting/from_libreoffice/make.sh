#!/bin/sh
# How the files beside this script were made: exports of the product, saved again by LibreOffice 7.4.7
# (Debian: libreoffice-calc-nogui, python3-uno), and a sheet by XlsxWriter 3.2.9. Run from the top.
set -eu
here=tests/reporting/from_libreoffice
work=$(mktemp -d)
KEEP_EXPORTS=$work .venv/bin/pytest -n 0 -q tests/reporting/test_exports_read_back.py -k "as_it_was and not libreoffice"
office() { HOME=$work soffice --headless "$@"; }
for language in ar fr en; do
  office --convert-to xlsx --outdir "$work/again" "$work/$language.xlsx"
  office --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1' --outdir "$work/again" "$work/$language.xlsx"
  office --infilter='CSV:59,34,76,1' --convert-to xlsx --outdir "$work/csv" "$work/$language.csv"
  cp "$work/again/$language.xlsx" "$work/again/$language.csv" "$here/"
  cp "$work/csv/$language.xlsx" "$here/$language-from-csv.xlsx"
done
office --convert-to ods --outdir "$work/again" "$work/fr.xlsx"
cp "$work/again/fr.ods" "$here/list.ods"
office --accept='pipe,name=lock;urp' &
sleep 10
/usr/bin/python3 - "$work/fr.xlsx" "$(pwd)/$here/locked.xlsx" << 'EOF'
"""Save a sheet with a password, as LibreOffice does: with the arguments IN and OUT.

It runs on the Python that knows UNO (Debian: python3-uno), not on ours.
"""

import sys

import uno
from com.sun.star.beans import NamedValue, PropertyValue

OFFICE = "uno:pipe,name=lock;urp;StarOffice.ComponentContext"


def named(name: str, value: object) -> object:
    """One property of a document."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def main(source: str, target: str) -> None:
    """Open `source`, and store it as XLSX under `target` with the password `secret`."""
    here = uno.getComponentContext()
    services = here.ServiceManager
    resolver = services.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    office = resolver.resolve(OFFICE)
    manager = office.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    hidden = (named("Hidden", value=True),)
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, hidden)
    key = NamedValue("OOXPassword", "secret"), NamedValue("CryptoType", "Standard")
    locked = named("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", key))
    filtered = named("FilterName", "Calc MS Excel 2007 XML")
    book.storeToURL(uno.systemPathToFileUrl(target), (filtered, locked))
    book.close(True)
    desktop.terminate()


main(*sys.argv[1:3])
EOF
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q XlsxWriter==3.2.9
"$work/venv/bin/python" - "$here/xlsxwriter.xlsx" << 'EOF'
"""A sheet by XlsxWriter: a line break of Windows in a cell, and a formula nobody has calculated."""

import sys

import xlsxwriter

HEADER = "kind name phone whatsapp language province sector activity stage needs connection video"
ROW = (
    "project|Amina Bennani|0699010056|oui|fr|Fès|trade|ligne une\r\nligne deux"
    "|idea|funding|weak|oui"
)

book = xlsxwriter.Workbook(sys.argv[1])
page = book.add_worksheet("Liste")
page.write_row(0, 0, HEADER.split())
page.write_row(1, 0, ROW.split("|"))
page.write_row(2, 0, ROW.split("|"))
page.write_formula(2, 1, '="Sal"&"ma"')
page.write_string(2, 2, "0699010057")
book.close()
EOF
