"""Whatever file comes in passes one door: its size, the scanner, then what its content is."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from PIL import Image

from applications.files import make_safe
from core.files import kept, kind_of, received
from core.pictures import TooManyPixels, Unreadable, drawn_afresh
from messaging.media import make_safe as posted
from messaging.thread_forms import Answer
from programs.logos import logo_afresh
from questionnaires.builder.forms import QuestionForm
from questionnaires.lists import Lists
from questionnaires.models import Question
from tests.messaging.recordings import SOUNDS
from tests.messaging.scanner import EICAR, clamd
from tests.pdfs import PLAN
from tests.questionnaires.making import every_kind

VIRUS = "This file contains a virus."


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 30), **extra: Any) -> bytes:
    """A small picture as a file."""
    content = BytesIO()
    Image.new(mode, size).save(content, kind, **extra)
    return content.getvalue()


def drawn(data: bytes, *, pixels: int = 10_000, transparent: bool = False) -> bytes:
    """`data` drawn afresh at most 30 pixels a side."""
    return drawn_afresh(
        data, formats=("PNG", "JPEG"), pixels=pixels, side=30, transparent=transparent
    )


def test_a_file_is_read_from_its_beginning_and_can_be_read_again() -> None:
    upload = SimpleUploadedFile("a.txt", b"0123456789")
    assert (received(upload, largest=10, too_large="Too large."), upload.read()) == (
        b"0123456789",
        b"0123456789",
    )


def test_a_file_that_is_too_large_is_refused_in_the_words_of_who_asked_for_it() -> None:
    with pytest.raises(ValidationError) as refusal:
        received(
            SimpleUploadedFile("a.txt", b"0123456789"),
            largest=9,
            too_large="Nine bytes are enough.",
        )
    assert (refusal.value.code, refusal.value.messages) == ("file", ["Nine bytes are enough."])


@pytest.mark.django_db
def test_a_virus_is_refused_wherever_a_form_takes_a_file(settings: Any) -> None:
    def ill(name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, b"%PDF-1.4" + EICAR)

    row = Question.objects.get(section__version=every_kind(publish=False), code="text")
    with clamd() as settings.CLAMD_URL:
        sentences = []
        for door in (make_safe, logo_afresh):
            with pytest.raises(ValidationError) as refusal:
                door(ill("plan.pdf"))
            sentences += refusal.value.messages
        answer = Answer({"text": ""}, MultiValueDict({"file": [ill("plan.pdf")]}))
        question = written(row, ill("a.mp3"))
        sentences += [*map(str, answer.errors["file"]), *map(str, question.errors["clip_ar"])]
    assert sentences == [VIRUS] * 4


def test_what_is_kept_has_a_random_name_and_the_one_that_people_read() -> None:
    first, second = (
        kept(b"a", ".pdf", name="plan.PDF", content_type="application/pdf") for _twice in range(2)
    )
    assert (first.name, first.content_type, first.content.name == second.content.name) == (
        "plan.PDF",
        "application/pdf",
        False,
    )
    assert str(first.content.name).endswith(".pdf")


NAMES = ["a.jfif", "image", "photo.pdf", "DOC-20261128-WA0003.", "scan.v2", "صورة", "x" * 300, ""]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "kind", ["JPEG", "PNG", "WEBP", "PDF", "PDF after a mark", "PDF on line 2"]
)
def test_the_name_of_a_file_decides_nothing_wherever_one_comes_in(kind: str, name: str) -> None:
    begin = {"PDF": b"", "PDF after a mark": b"\xef\xbb\xbf", "PDF on line 2": b"\r\n"}
    data = begin[kind] + PLAN if kind in begin else picture(kind)

    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile(name or "file", data)

    answer = Answer({"key": uuid4(), "text": ""}, MultiValueDict({"file": [upload()]}))
    assert (answer.errors, kind_of(data)) == ({}, kind[:3] if kind in begin else kind)
    taken = [make_safe(upload()), answer.cleaned_data["file"], posted(data)]
    expected = "application/pdf" if kind in begin else "image/jpeg"
    suffix = ".pdf" if kind in begin else ".jpg"
    assert [file.content_type for file in taken] == [expected] * 3
    assert [str(file.content.name).endswith(suffix) for file in taken] == [True] * 3
    assert (taken[0].name.endswith(suffix), len(taken[0].name) <= 120) == (True, True)
    if kind not in begin:
        assert str(logo_afresh(upload()).name).endswith(".png")


def clip_of(data: bytes, name: str) -> Any:
    """The form by which staff give a question its recording."""
    row = Question.objects.get(section__version=every_kind(publish=False), code="text")
    return written(row, SimpleUploadedFile(name, data))


def written(row: Question, recording: SimpleUploadedFile) -> QuestionForm:
    """The form of a question, sent with a recording in Arabic."""
    files: Any = MultiValueDict({"clip_ar": [recording]})
    form, lists = row.section.version.questionnaire, Lists()
    data = {"label_ar": "سؤال", "kind": row.kind, "page": row.section_id}
    return QuestionForm(
        data,
        files,
        question=row,
        form=form,
        sections=[row.section],
        earlier=[],
        themes=[],
        lists=lists,
    )


WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(16) + b"data" + bytes(8)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["voice", "a.mp3", "a.jfif", "صوت.opus", "x.html"])
@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (SOUNDS["audio/ogg"], ".ogg"),
        (SOUNDS["audio/mpeg"], ".mp3"),
        (SOUNDS["audio/mp4"], ".m4a"),
        (WAVE, ".wav"),
    ],
)
def test_a_recording_of_the_staff_is_judged_by_its_content(
    data: bytes, ending: str, name: str
) -> None:
    form = clip_of(data, name)
    assert form.errors == {}
    kept_as = form.cleaned_data["clip_ar"].name
    assert (PurePosixPath(kept_as).stem == name, PurePosixPath(kept_as).suffix) == (False, ending)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.mp3", "a.ogg"])
@pytest.mark.parametrize(
    "data",
    [b"<!doctype html><script>alert(1)</script>", SOUNDS["audio/amr"], SOUNDS["video/mp4"], PLAN],
)
def test_what_is_no_recording_is_refused_under_any_name(data: bytes, name: str) -> None:
    sentences = [*map(str, clip_of(data, name).errors["clip_ar"])]
    assert sentences == ["Only a recording can be received (MP3, M4A, OGG or WAV)."]


# Where bytes of people's files come in, and by which function of core each is judged.
WAYS_IN = {
    "applications/files.py": "safe_file",
    "coaching/session/forms.py": "safe_recording",
    "messaging/media.py": "safe_file",
    "programs/logos.py": "drawn_afresh",
    "questionnaires/builder/forms.py": "safe_recording",
    "workshops/after/keeping.py": "safe_recording",
    "workshops/hall/slides.py": "safe_file",
}
LOOKED_AT_LATER = {  # where each is judged
    "questionnaires/compiled_questions.py": "asks what kind of field it has",
    "questionnaires/drawing.py": "asks what kind of field it has",
    "questionnaires/fields.py": "by the room that asks, in its `make_safe`",
    "messaging/thread_forms.py": "by messaging/media.py",
    "desk/import_views.py": "by core/spreadsheets.py: a sheet is read, and not kept",
    "workshops/after/forms.py": "by workshops/after/keeping.py",
    "workshops/hall/report_views.py": "by workshops/hall/report_files.py: read, not kept",
}


def test_every_way_in_for_files_goes_through_the_door_that_judges_by_content() -> None:
    """A form field, a column or a scanned upload that is new has to name its judge above."""
    home = Path(__file__).resolve().parents[2]
    rooms = [path for path in home.glob("*/") if (path / "apps.py").exists()]
    sources = {
        path.relative_to(home).as_posix(): path.read_text()
        for room in rooms
        for path in room.rglob("*.py")
        if "migrations" not in path.parts and room.name != "core"
    }
    taking = re.compile(r"forms\.(?:File|Image)Field\b|\breceived\(\s*\n?\s*(?:upload|rec)|scan\(")
    found = {where for where, text in sources.items() if taking.search(text)}
    assert found == {*WAYS_IN, *LOOKED_AT_LATER}
    assert {where for where, judge in WAYS_IN.items() if judge not in sources[where]} == set()
    named = {where for where, text in sources.items() if "FileExtensionValidator" in text}
    assert named == set()


@pytest.mark.django_db
def test_every_column_for_files_is_filled_by_a_way_in_that_is_known() -> None:
    columns = {
        f"{field.model.__module__.partition('.')[0]}.{field.model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in vars(model)["_meta"].get_fields()
        if isinstance(field, FileField)
    }
    assert columns == {
        "applications.Attachment.file",  # applications/files.py
        "coaching.Report.voice",  # coaching/session/forms.py
        "coaching.ReportEvent.voice",  # the same, in the history of a report
        "meetings.Slide.picture",  # workshops/hall/slides.py
        "messaging.Message.file",  # messaging/thread_forms.py
        "messaging.Post.file",  # messaging/media.py
        "programs.Partner.logo",  # programs/logos.py
        *(f"questionnaires.Question.clip{of}" for of in ("", "_ar", "_fr", "_en")),
        "reporting.Export.file",  # written by ourselves
        "workshops.Material.file",  # workshops/after/keeping.py
    }


def test_a_file_keeps_the_name_of_its_sender_with_the_ending_of_what_it_is() -> None:
    named = {"a.jfif": "a.jpg", "image": "image.jpg", "scan.v2": "scan.v2.jpg", "x.pdf": "x.jpg"}
    data = picture("JPEG")
    assert {name: make_safe(SimpleUploadedFile(name, data)).name for name in named} == named


def test_what_is_neither_a_photo_nor_a_pdf_is_refused_under_any_name() -> None:
    for data in (b"<html>%PDF-1.4", picture("GIF"), b"MZ" + bytes(60), b"\xef\xbb\xbf", b""):
        for name in ("a.jpg", "a.pdf"):
            with pytest.raises(ValidationError) as refusal:
                make_safe(SimpleUploadedFile(name, data))
            assert refusal.value.code == "file"


@pytest.mark.parametrize(
    ("kind", "mode", "corner"), [("JPEG", "RGB", (255, 255, 255)), ("PNG", "RGBA", (0, 0, 0, 0))]
)
def test_a_picture_is_drawn_on_white_or_stays_transparent(
    kind: str, mode: str, corner: tuple[int, ...]
) -> None:
    with Image.open(BytesIO(drawn(picture("PNG", "RGBA"), transparent=kind == "PNG"))) as afresh:
        assert (afresh.format, afresh.mode, afresh.size, afresh.getpixel((0, 0))) == (
            kind,
            mode,
            (30, 15),
            corner,
        )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_taken_on_its_side_stands_upright_and_tells_nothing_else(kind: str) -> None:
    tags = Image.Exif()
    tags[0x0112], tags[0x010F] = 6, "ZZ maker"
    afresh = drawn(picture("JPEG", exif=tags), transparent=kind == "PNG")
    with Image.open(BytesIO(afresh)) as seen:
        assert (seen.size, dict(seen.getexif()), b"ZZ maker" in afresh) == ((15, 30), {}, False)


def test_a_picture_of_too_many_pixels_or_of_another_kind_is_not_drawn() -> None:
    with pytest.raises(TooManyPixels):
        drawn(picture("PNG"), pixels=1_799)
    for data in (picture("GIF"), picture("PNG")[:40], b""):
        with pytest.raises(Unreadable):
            drawn(data)
