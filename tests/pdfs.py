"""PDFs for the tests: an ordinary one, and those that would do something by themselves."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Encryption, Name

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = "app.alert('ZZC')"
JS: dict[str, Any] = {"S": Name.JavaScript, "JS": SCRIPT}


def pdf(change: Callable[[pikepdf.Pdf], Any] = lambda _pdf: None, **how: Any) -> bytes:
    """A PDF of one empty page with this in it."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        change(made)
        out = BytesIO()
        made.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def on_the_page(**annotation: Any) -> Callable[[pikepdf.Pdf], None]:
    """Puts something on the page that one may tap."""

    def change(made: pikepdf.Pdf) -> None:
        known = {"Type": Name.Annot, "Rect": Array([0, 0, 9, 9])}
        placed = made.make_indirect(Dictionary(**(known | annotation)))
        made.pages[0].Annots = Array([placed])
        if annotation["Subtype"] == Name.Widget:
            made.Root.AcroForm = Dictionary(Fields=Array([placed]))

    return change


def _with_a_file(made: pikepdf.Pdf) -> None:
    made.attachments["x.exe"] = AttachedFileSpec(made, b"MZ", filename="x.exe")


def _with_a_form(made: pikepdf.Pdf) -> None:
    form = made.make_stream(b"<xdp:xdp/>")
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=form)


def _named(made: pikepdf.Pdf) -> None:
    script = made.make_indirect(Dictionary(**JS))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("a"), script])))


def _borrowed(made: pikepdf.Pdf) -> None:
    seen = Dictionary(F="\\\\x\\y.pdf", Page=0)
    form = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Ref=seen)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Fm=form))


def _later(made: pikepdf.Pdf) -> None:
    first = Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]), Next=Dictionary(**JS))
    made.Root.OpenAction = first


PLAN = pdf()
LINKED = pdf(on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://cri.example.ma")))
BEGINS_HERE = pdf(
    lambda made: setattr(made.Root, "OpenAction", Array([made.pages[0].obj, Name.Fit]))
)
LOCKED = pdf(encryption=Encryption(owner="a", user="b"))
READ_ONLY = pdf(encryption=Encryption(owner="a", user=""))
ACTIVE = {  # what it does: the file, and the words that must not be in it any more
    "a script when it is opened": (
        pdf(lambda made: setattr(made.Root, "OpenAction", Dictionary(**JS))),
        "JavaScript",
    ),
    "a script with a name": (pdf(_named), "JavaScript"),
    "a script after another action": (pdf(_later), "JavaScript"),
    "a script of a page": (
        pdf(lambda made: setattr(made.pages[0], "AA", Dictionary(O=Dictionary(**JS)))),
        "/AA",
    ),
    "a program that starts": (
        pdf(on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe"))),
        "Launch",
    ),
    "a form that sends": (
        pdf(
            on_the_page(
                Subtype=Name.Widget,
                FT=Name.Btn,
                T="a",
                A=Dictionary(S=Name.SubmitForm, F="http://x"),
            )
        ),
        "SubmitForm",
    ),
    "a file of somebody else's computer": (
        pdf(on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F="\\\\x\\y.pdf"))),
        "GoToR",
    ),
    "a link that is a script": (
        pdf(on_the_page(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="javascript:alert(1)"))),
        "javascript:",
    ),
    "a file inside": (pdf(_with_a_file), "x.exe"),
    "a form with a program": (pdf(_with_a_form), "/XFA"),
    "a place to which all its links lead": (
        pdf(lambda made: setattr(made.Root, "URI", Dictionary(Base="file:///c:/x.exe?"))),
        "x.exe",
    ),
    "words that stand on somebody else's computer": (
        pdf(lambda made: setattr(made.pages[0], "Contents", made.make_stream(b"", F="\\\\x\\y"))),
        "/F ",
    ),
    "a drawing of another file": (pdf(_borrowed), "y.pdf"),
    "a film": (
        pdf(on_the_page(Subtype=Name.Movie, Movie=Dictionary(F="http://x/y.avi"))),
        "y.avi",
    ),
}


def hidden(data: bytes) -> bytes:
    """The same, all of it packed: no word of it can be read in the bytes."""
    with pikepdf.open(BytesIO(data)) as read:
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        read.save(out, object_stream_mode=mode, compress_streams=True)
    return out.getvalue()


def says(data: bytes) -> str:
    """All that a PDF says, unpacked."""
    with pikepdf.open(BytesIO(data)) as read:
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode.disable
        read.save(out, qdf=True, object_stream_mode=mode)
    return out.getvalue().decode("latin-1")
