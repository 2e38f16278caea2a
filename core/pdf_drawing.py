"""The pages of a PDF as pictures; run alone, as a process with limits.

It reads a PDF from standard input and writes one JPEG after another to standard output, each after
its length in eight digits. Ends with 0, with 11 when the PDF needs a password, with 12 when it
cannot be read, with 13 when it has more pages than the first argument says.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

LOCKED, UNREADABLE, TOO_MANY = 11, 12, 13
MEMORY, SECONDS = 700 * 1024 * 1024, 20  # of the process
WIDE = 1280  # pixels: a telephone shows no more, and a page of text is still sharp
TALLEST = 3  # times its width: a page beyond is a roll of paper, not a slide


def drawn(data: bytes, most: int) -> int:
    """Write the pages of `data` to standard output; how the process ends."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as unreadable:
        locked = getattr(unreadable, "err_code", None) == FPDF_ERR_PASSWORD
        return LOCKED if locked else UNREADABLE
    if not 0 < len(pdf) <= most:
        return TOO_MANY if len(pdf) else UNREADABLE
    for page in pdf:
        width, height = page.get_size()
        if not width or not height or height > TALLEST * width:
            return UNREADABLE
        picture = BytesIO()
        page.render(scale=WIDE / width).to_pil().save(picture, "JPEG", quality=70, optimize=True)
        sys.stdout.buffer.write(b"%08d" % len(picture.getvalue()) + picture.getvalue())
    return 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(drawn(sys.stdin.buffer.read(), int(sys.argv[1])))
