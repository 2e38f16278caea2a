#!/usr/bin/env bash
# A PDF that typst sets in Arabic says `/Direction /R2L`, which ISO 32000 means for the order of pages in a viewer. PDFium
# also reads text by it: the words of a French line come out in reverse order, though the line is drawn from left to right
# and marked as French. With `/L2R` in the same file, nothing else changed, they come out as written.
# The way around: a paper in both languages calls itself French and marks its Arabic parts.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check typst==0.15.0 pypdfium2==5.15.2 fontpkg-amiri==1.2

cat > look.py <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

import fontpkg_amiri
import pypdfium2
import typst

FONTS = [str(Path(fontpkg_amiri.__file__).parent / "files")]
PAGE = """
#set text(font: "Amiri", lang: "LANGUAGE")
#text(lang: "ar", dir: rtl)[شهادة حضور]

#text(lang: "fr", dir: ltr)[Attestation de présence]
"""


def french_line(pdf):
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return page.split("\r\n")[-1]


def set_in(language):
    source = PAGE.replace("LANGUAGE", language).encode()
    return typst.compile(source, font_paths=FONTS, ignore_system_fonts=True)


french, arabic = set_in("fr"), set_in("ar")
read = {
    "set in French": french_line(french),
    "set in Arabic": french_line(arabic),
    "the same, R2L replaced by L2R": french_line(arabic.replace(b"/Direction/R2L", b"/Direction/L2R")),
}
print(f"typst {version('typst')}, pypdfium2 {version('pypdfium2')} ({pypdfium2.PDFIUM_INFO})")
for name, line in read.items():
    print(f"{name}: {line!r}")
as_before = list(read.values()) == [
    "Attestation de présence",
    "présence de Attestation",
    "Attestation de présence",
] and (b"/Direction/R2L" in arabic, b"/Direction/R2L" in french) == (True, False)
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
