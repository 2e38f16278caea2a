"""What a PDF would do by itself, found and taken out; run alone, as a process with limits.

It reads a PDF from standard input. Ends with 0 when there is nothing to take out, with 10 and the
cleaned PDF on standard output, with 11 when it needs a password, with 12 when it cannot be read.
"""

from __future__ import annotations

import re
import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError, Stream, String

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEANED, LOCKED, UNREADABLE = 10, 11, 12
MEMORY, SECONDS = 700 * 1024 * 1024, 10  # of the process
OBJECTS = 200_000  # a book has fewer
# Keys that do something, or bring something along, whatever stands there.
ACTIVE = {
    *("/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/Collection", "/FS"),
    *("/RichMediaContent", "/RichMediaSettings", "/Movie", "/Sound", "/3DD", "/3DA", "/Renditions"),
}
ELSEWHERE = {"/F", "/Ref"}  # of what is drawn: it is fetched from another file
DOES = ("/OpenAction", "/A", "/PA", "/NA", "/Next")  # keys of actions
HARMLESS = {"/GoTo", "/URI", "/Named", "/Thread", "/GoToDp"}  # they move about in it, or are links
HARMFUL = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"),
    *("/Rendition", "/RichMediaExecute"),
}
LINK = re.compile(rb"\s*(?:https?:|mailto:|tel:|[^:]*$)", re.IGNORECASE)
# Names that a reader which repairs a file may find in an earlier state of it.
NAMED = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|EmbeddedFile|RichMedia)\b")


def cleaned(data: bytes) -> bytes | None:
    """`data` without what it would do by itself; None where it would do nothing.

    Raises PasswordError, PdfError and whatever else pikepdf raises for a broken one.
    """
    with Pdf.open(BytesIO(data)) as pdf:
        if not pdf.pages or len(pdf.objects) > OBJECTS:
            raise PdfError("It has no page, or too many pieces.")
        found = sum([_tamed(each) for each in _dictionaries(pdf)])
        # A broken one is written anew too: other readers repair it otherwise.
        if not found and not pdf.get_warnings() and not NAMED.search(data):
            return None
        out = BytesIO()
        pdf.save(out, encryption=False)
        return out.getvalue()


def _dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary of the file, also those inside others."""
    inside: list[Any] = [*pdf.objects]
    while inside:
        each = inside.pop()
        if isinstance(each, Array):
            inside += [item for item in each if _is_direct(item)]
        elif isinstance(each, (Dictionary, Stream)):
            yield each
            inside += [item for _key, item in each.items() if _is_direct(item)]


def _is_direct(item: Any) -> bool:
    return isinstance(item, (Dictionary, Array)) and not item.is_indirect


def _tamed(holder: Any) -> int:
    """Take out of one dictionary what does something; how many things that were."""
    gone = [key for key in holder.keys() if key in ACTIVE]  # noqa: SIM118  no mapping
    gone += [key for key in DOES if key in holder and _acts(holder[key])]
    if isinstance(holder, Stream):
        gone += [key for key in ELSEWHERE if key in holder]
    if not _is_link(holder.get("/Base")):  # with which its links begin
        gone.append("/Base")
    kind = holder.get("/S")
    if isinstance(kind, Name) and str(kind) in HARMFUL:
        gone.append("/S")
    elif isinstance(kind, Name) and str(kind) == "/URI" and not _is_link(holder.get("/URI")):
        gone.append("/URI")
    for key in gone:
        del holder[key]
    return len(gone)


def _acts(value: Any) -> bool:
    """Whether an action, or one of several, does more than to move about or to open a link."""
    if isinstance(value, Array):
        return any(isinstance(each, Dictionary) and _acts(each) for each in value)
    kind = value.get("/S") if isinstance(value, Dictionary) else None
    return isinstance(kind, Name) and str(kind) not in HARMLESS


def _is_link(target: Any) -> bool:
    return not isinstance(target, String) or bool(LINK.match(bytes(target)))


def main() -> int:
    """Read, clean, write, within limits that the kernel keeps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        harmless = cleaned(sys.stdin.buffer.read())
        if harmless is not None and cleaned(harmless) is not None:
            return UNREADABLE  # what is written must not do anything
    except PasswordError:
        return LOCKED
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, MemoryError):
        return UNREADABLE
    if harmless is None:
        return 0
    sys.stdout.buffer.write(harmless)
    return CLEANED


if __name__ == "__main__":
    sys.exit(main())
