"""What is sent to the doors of the candidacy by those who mean no good, or by a broken program."""

import json
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Field
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from PIL import Image
from pillow_heif import register_heif_opener

from applications.actions import begin
from applications.models import Application, Attachment
from tests.applications.walker import AGREED, PAGES, apply, key_of, sentences
from tests.cast import Cast
from tests.pdfs import PLAN

register_heif_opener()

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "javascript:alert(1)",
    "';--",
]
JUNK = {
    "NUL": "a\0b",
    "a megabyte": "م" * 1_000_000,
    "lone surrogate": "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "direction override": "\u202egnp.exe",
    **{f"xss {number}": text for number, text in enumerate(XSS)},
}
DOORS = [
    "/fes/apply/",
    "/fes/apply/{page}/",
    "/fes/apply/send/",
    "/fes/apply/whole/",
    "/fes/apply/another/",
]


@pytest.fixture
def draft(cast: Cast) -> Application:
    return begin(stop=cast.stop, language="ar")


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
@pytest.mark.parametrize("page", PAGES)
def test_junk_in_every_field_is_refused_or_kept_as_text_never_a_failure(
    cast: Cast, draft: Application, page: str, junk: str
) -> None:
    browser = cast.browser()
    answer = browser.post(
        f"/my/{draft.token}/{page}/",
        {**dict.fromkeys(PAGES[page], junk), "key": junk, "page": junk},
    )
    assert answer.status_code in {302, 400, 413, 422}
    pages = browser.get(f"/my/{draft.token}/send/").content.decode() + answer.content.decode()
    assert [text for text in XSS[:2] if text in pages] == []


@pytest.mark.parametrize("door", DOORS)
def test_junk_at_every_door_is_no_failure(cast: Cast, door: str) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    for junk in JUNK.values():
        address = door.replace("{page}", "reach")
        assert (
            browser.post(
                address, dict.fromkeys(["key", "page", "name", "phone", "then"], junk)
            ).status_code
            < 500
        )
    many = {f"field{number}": "x" for number in range(10_000)}
    assert browser.post(door.replace("{page}", "reach"), many).status_code in {302, 400}


def test_a_nul_in_an_address_finds_nothing(cast: Cast) -> None:
    assert cast.browser().get("/my/%00/").status_code in {400, 404}
    assert cast.browser().get("/fes/apply/%00/").status_code in {400, 404}


WRITABLE = {"email", "key", "answers", "search", "updated_at", "search_text"}
NO_FIELDS = [
    "id",
    "pk",
    "user",
    "owner",
    "region",
    "role",
    "is_staff",
    "is_superuser",
    "status",
    "score",
    "verified",
]


def test_no_field_of_the_model_can_be_set_by_a_form_that_does_not_ask_for_it(
    cast: Cast, draft: Application
) -> None:
    columns = [field for field in Application._meta.get_fields() if isinstance(field, Field)]  # noqa: SLF001
    writable = WRITABLE | {code for page in PAGES.values() for code in page}
    guarded = [field.attname for field in columns if field.name not in writable]
    attack = dict.fromkeys([*guarded, *NO_FIELDS], "1") | {
        "state": "confirmed",
        "reference": "FM-9999",
        "channel": "import",
    }
    before = Application.objects.filter(pk=draft.pk).values(*guarded).get()
    browser = cast.browser()
    for page, answers in PAGES.items():
        browser.post(f"/my/{draft.token}/{page}/", {**attack, **answers})
    after = Application.objects.filter(pk=draft.pk).values(*guarded).get()
    columns_of_answers = {"name_key", "phonetic_key", "province_id", "sector_id"}
    assert {name for name in guarded if before[name] != after[name]} == columns_of_answers & {
        *guarded
    }


def test_every_post_without_its_token_is_refused_kindly(draft: Application) -> None:
    strict = Client(enforce_csrf_checks=True)
    for url in (
        "/fes/apply/",
        "/fes/apply/whole/",
        "/fes/apply/another/",
        f"/my/{draft.token}/who/",
        f"/my/{draft.token}/withdrawal/",
    ):
        assert strict.post(url, PAGES["who"]).status_code == 403


# --- files ---
def photo(
    kind: str = "JPEG", size: tuple[int, int] = (3000, 40), mode: str = "RGB", **options: object
) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size, "red").save(drawn, kind, **options)
    return drawn.getvalue()


def send(cast: Cast, draft: Application, name: str, content: bytes) -> HttpResponseBase:
    upload = SimpleUploadedFile(name, content)
    return cast.browser().post(
        f"/my/{draft.token}/activity/", {**PAGES["activity"], "document": upload}
    )


REFUSED = {
    "page.html": b"<html><script>alert(1)</script></html>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "data.xml": b"<?xml version='1.0'?><a/>",
    "shell.php": b"<?php system($_GET[0]);",
    "tool.exe": b"MZ\x90\x00" + b"\0" * 200,
    "renamed.jpg": b"MZ\x90\x00" + b"\0" * 200,
    "text.pdf": b"hello, I am not a PDF",
    "page.jpg": b"<html><script>alert(1)</script></html>",
    "cut.jpg": photo()[:300],
    "late.pdf": b"<script>1</script>\n%PDF-1.4\n%%EOF",
    "empty.jpg": b"",
    "page.heic": b"\0\0\0\x1cftypheic<script>alert(1)</script>",
    "cut.heic": photo("HEIF")[:300],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_the_wrong_kind_is_refused_in_a_sentence_and_the_answers_are_kept(
    cast: Cast, draft: Application, name: str
) -> None:
    answer = send(cast, draft, name, REFUSED[name])
    assert answer.status_code == 422
    assert len(sentences(answer)) == 1
    assert Attachment.objects.filter(application=draft).count() == 0
    draft.refresh_from_db()
    assert draft.answers == {"sector": "trade", "activity": "بيع الملابس"}


def test_a_photo_is_drawn_afresh_without_its_hidden_data(cast: Cast, draft: Application) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "ZZC-CAMERA", 6
    tail = b"<script>alert('polyglot')</script>"
    send(cast, draft, "../../أمي.jpeg", photo(exif=exif.tobytes()) + tail)
    kept = Attachment.objects.get(application=draft)
    with kept.file.open() as file:
        stored = file.read()
    with Image.open(BytesIO(stored)) as redrawn:
        assert (redrawn.format, redrawn.size, len(redrawn.getexif())) == ("JPEG", (27, 2000), 0)
    assert [secret for secret in (b"ZZC-CAMERA", b"polyglot") if secret in stored] == []
    assert kept.name == "أمي.jpg"
    assert str(kept.file.name).rsplit("/", 1)[-1] not in {"أمي.jpg", "أمي.jpeg"}


@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "photo.heif"])
def test_an_iphone_s_photo_is_taken_upright_and_kept_as_the_others_are(
    cast: Cast, draft: Application, name: str
) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "ZZC-CAMERA", 6
    send(cast, draft, name, photo("HEIF", (40, 20), exif=exif.tobytes()))
    kept = Attachment.objects.get(application=draft)
    with kept.file.open() as file:
        stored = file.read()
    with Image.open(BytesIO(stored)) as redrawn:
        assert (redrawn.format, redrawn.size, len(redrawn.getexif())) == ("JPEG", (20, 40), 0)
    assert (kept.name, kept.content_type, b"ZZC" in stored) == (
        f"{name.split('.', maxsplit=1)[0]}.jpg",
        "image/jpeg",
        False,
    )


def test_a_photo_that_unpacks_to_a_wall_is_refused(cast: Cast, draft: Application) -> None:
    answer = send(cast, draft, "bomb.png", photo("PNG", (9000, 9000), "1"))
    assert sentences(answer)[0].endswith(
        "This photo is too large. A photo of ordinary size is enough."
    )


def test_a_file_above_five_megabytes_is_refused(cast: Cast, draft: Application) -> None:
    answer = send(cast, draft, "plan.pdf", b"%PDF-1.4\n" + b"0" * (5 * 1024 * 1024))
    assert sentences(answer)[0].endswith(
        "This file is larger than 5 MB. A photo of the page is enough."
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 90 + ".pdf"),
        ("CON.pdf", "CON.pdf"),
    ],
    ids=["folders", "direction override", "300 letters", "device name"],
)
def test_the_senders_name_is_cleaned_and_never_a_path(
    cast: Cast, draft: Application, sent: str, kept: str
) -> None:
    send(cast, draft, sent, PLAN)
    assert Attachment.objects.get(application=draft).name == kept


def test_a_second_file_takes_the_place_of_the_first(cast: Cast, draft: Application) -> None:
    send(cast, draft, "first.pdf", PLAN)
    send(cast, draft, "second.pdf", PLAN)
    assert [*Attachment.objects.filter(application=draft).values_list("name", flat=True)] == [
        "second.pdf"
    ]


def read_to_its_end(answer: HttpResponseBase) -> None:
    """So that the file is closed, as a server closes it."""
    if isinstance(answer, StreamingHttpResponse):
        list(answer.streaming_content)  # type: ignore[arg-type]  # not an asynchronous one


def test_a_file_is_only_ever_saved_and_only_by_those_who_may(cast: Cast) -> None:
    pk = cast.attachment.pk
    answer = cast.browser().get(f"/my/{cast.application.token}/files/{pk}/")
    read_to_its_end(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert (answer["Content-Security-Policy"], answer["X-Content-Type-Options"]) == (
        "default-src 'none'; sandbox",
        "nosniff",
    )
    assert cast.browser().get(f"/my/{cast.foreign.token}/files/{pk}/").status_code == 404
    answers = {
        who: cast.browser(who).get(f"/files/{pk}/")
        for who in ("AP1", "AP2", "EX1", "RS1", "RS2", "PI")
    }
    for answer in answers.values():
        read_to_its_end(answer)
    assert {who: answer.status_code for who, answer in answers.items()} == {
        "AP1": 200,
        "AP2": 404,
        "EX1": 404,
        "RS1": 200,
        "RS2": 404,
        "PI": 404,
    }


# --- all at once ---
WHOLE = {code: answer for page in PAGES.values() for code, answer in page.items()} | {
    "page": [*PAGES]
}


def test_a_whole_candidacy_sent_again_gives_the_same_receipt(cast: Cast) -> None:
    sheet = {**WHOLE, **AGREED, "key": str(uuid4())}
    answers = [
        json.loads(cast.browser().post("/fes/apply/whole/", sheet).content) for _ in range(3)
    ]
    assert [answer["reference"] for answer in answers] == ["FM-0003"] * 3


def test_a_whole_candidacy_with_a_wrong_answer_says_which_and_becomes_a_draft(cast: Cast) -> None:
    browser = cast.browser()
    answer = browser.post("/fes/apply/whole/", {**WHOLE, "phone": "12", "key": str(uuid4())})
    assert answer.status_code == 422
    assert [*json.loads(answer.content)["errors"]] == ["reach"]
    assert browser.get("/fes/apply/")["Location"] == "/fes/apply/reach/"


def test_the_key_of_somebody_elses_form_at_another_stop_finds_nothing_of_theirs(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)
    theirs = Application.objects.latest("pk")
    answer = cast.browser().post("/souss/apply/whole/", {**WHOLE, **AGREED, "key": str(theirs.key)})
    assert json.loads(answer.content)["reference"] == "SM-0003"
