"""What a telephone reads on a sheet that was printed."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp

SHARP = 3  # pixels for each point: 216 an inch, as an ordinary printer or a telephone sees it


def scanned(sheet: bytes) -> list[str]:
    """What the codes on the first page of a PDF say."""
    drawn = pypdfium2.PdfDocument(io.BytesIO(sheet))[0].render(scale=SHARP).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(drawn)]
