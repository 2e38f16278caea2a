"""What comes with a message: fetched, looked at by its content, kept or refused."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from applications.files import make_safe
from core.antivirus import Infected, NotScanned, scan
from messaging import media
from messaging.http import whatsapp
from messaging.models import Post
from messaging.tasks.media import fetch, fetch_waiting
from tests.cast import Cast, phone_of
from tests.messaging.providers.server import Providers
from tests.messaging.recordings import HARMFUL, OGG, PDF, SOUNDS, located, picture
from tests.messaging.scanner import EICAR, clamd
from tests.messaging.talking import heard, known


def note(cast: Cast, number: int = 77) -> Post:
    """A voice note that waits to be fetched."""
    known(cast)
    return heard(
        phone_of("AP1"), f"n{number}", channel="whatsapp", kind="voice", media_id=str(number)
    )


def stands(post: Post) -> tuple[str, str, str, int]:
    post.refresh_from_db()
    return post.file_state, post.kind, post.file_type, post.tries


@pytest.mark.parametrize("kind", SOUNDS)
def test_sounds_and_films_are_known_by_their_content(kind: str) -> None:
    assert media.make_safe(SOUNDS[kind]).content_type == kind


@pytest.mark.parametrize("name", HARMFUL)
def test_everything_else_is_refused(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        media.make_safe(HARMFUL[name])
    assert refusal.value.code == "file"


def test_a_photo_loses_where_it_was_taken() -> None:
    safe = media.make_safe(located())
    data = safe.content.read()
    assert (safe.content_type, b"ZZC" in data, dict(Image.open(BytesIO(data)).getexif())) == (
        "image/jpeg",
        False,
        {},
    )


def test_a_voice_note_is_fetched_after_its_post_is_kept(
    cast: Cast,
    providers: Providers,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Settings,
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = True
    providers.meta.media["77"] = (OGG, "text/html")
    with django_capture_on_commit_callbacks() as calls:
        post = note(cast)
    assert len(calls) == 1
    fetch(post.pk)
    assert stands(post) == ("here", "voice", "audio/ogg", 1)
    with post.file.open() as file:
        assert file.read() == OGG
    assert str(post.file.name).endswith(".ogg")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(), ("here", "picture", "image/jpeg", 1)),
        (PDF, ("here", "file", "application/pdf", 1)),
    ],
)
def test_a_file_is_called_what_it_is(
    cast: Cast, providers: Providers, data: bytes, found: tuple[str, str, str, int]
) -> None:
    providers.meta.media["77"] = (data, "audio/ogg")
    post = note(cast)
    fetch(post.pk)
    assert stands(post) == found


def test_what_may_be_harmful_is_not_kept(cast: Cast, providers: Providers) -> None:
    providers.meta.media["77"] = (HARMFUL["page.html"], "audio/ogg")
    post = note(cast)
    fetch(post.pk)
    assert (stands(post), post.file.name) == (("refused", "voice", "", 1), "")


@pytest.mark.usefixtures("providers")
def test_what_the_provider_no_longer_has_is_lost(cast: Cast) -> None:
    post = note(cast)
    fetch(post.pk)
    assert stands(post)[0] in {"lost", "waiting"}


def test_too_much_is_not_fetched(cast: Cast, providers: Providers) -> None:
    providers.meta.media["77"] = (OGG + bytes(16 * 1024 * 1024), "audio/ogg")
    post = note(cast)
    fetch(post.pk)
    assert stands(post) == ("lost", "voice", "", 1)


def test_a_provider_that_is_away_is_asked_again_later_and_later_then_no_more(
    cast: Cast, providers: Providers
) -> None:
    post = note(cast)
    providers.stop()
    tries = []
    for waited in (0, 0, 2, 6, 21, 61, 241, 721, 1441, 2000):
        Post.objects.filter(pk=post.pk).update(
            written_at=timezone.now() - timedelta(minutes=waited)
        )
        fetch_waiting()
        tries.append(stands(post)[3])
    assert tries == [1, 1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert stands(post)[0] == "lost"


def test_a_file_whose_last_try_was_cut_off_is_lost_and_not_fetched_without_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_media_id: str) -> tuple[bytes, str]:
        raise SystemExit

    post = note(cast)
    monkeypatch.setattr(whatsapp, "fetch_media", cut_off)
    Post.objects.filter(pk=post.pk).update(
        tries=7, written_at=timezone.now() - timedelta(hours=24, minutes=30)
    )
    with pytest.raises(SystemExit):
        fetch(post.pk)
    states = []
    for hours in (24.5, 26):
        Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - timedelta(hours=hours))
        fetch_waiting()
        states.append(stands(post)[0])
    assert states == ["waiting", "lost"]


def test_a_second_worker_leaves_the_file_to_the_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = note(cast)
    ids = []

    def fetched(media_id: str) -> tuple[bytes, str]:
        ids.append(media_id)
        fetch(post.pk)
        fetch_waiting()
        return OGG, "audio/ogg"

    monkeypatch.setattr(whatsapp, "fetch_media", fetched)
    fetch(post.pk)
    assert (ids, stands(post)) == (["77"], ("here", "voice", "audio/ogg", 1))


def test_without_a_scanner_every_file_passes() -> None:
    scan(EICAR)


def test_the_scanner_knows_a_virus_and_says_when_it_knows_nothing(settings: Settings) -> None:
    with clamd() as settings.CLAMD_URL:
        scan(OGG)
        with pytest.raises(Infected):
            scan(PDF + EICAR)
        with pytest.raises(NotScanned):
            scan(bytes(1_000_001))
    with pytest.raises(NotScanned):
        scan(OGG)


def test_a_file_with_a_virus_is_refused_and_one_nobody_could_scan_waits(
    cast: Cast, providers: Providers, settings: Settings
) -> None:
    providers.meta.media |= {"77": (PDF + EICAR, "application/pdf"), "78": (OGG, "audio/ogg")}
    with clamd() as settings.CLAMD_URL:
        ill = note(cast)
        fetch(ill.pk)
    well = heard(phone_of("AP1"), "b", channel="whatsapp", kind="voice", media_id="78")
    fetch(well.pk)
    assert [stands(ill)[0], stands(well)[0]] == ["refused", "waiting"]


def test_a_file_of_a_candidacy_passes_the_scanner_too(settings: Settings) -> None:
    ill = SimpleUploadedFile("plan.pdf", PDF + EICAR)
    with clamd() as settings.CLAMD_URL, pytest.raises(ValidationError) as refusal:
        make_safe(ill)
    assert refusal.value.messages == ["يحتوي هذا الملف على فيروس."]
