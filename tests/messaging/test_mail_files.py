"""Files in an answer by e-mail reach the conversation as what they are, judged as all others."""

from base64 import encodebytes

import pytest
from django.core.files.storage import default_storage
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from messaging.actions import inbound
from messaging.clock.inbound import read_inbound
from messaging.http.replies import reply_address
from messaging.models import Inbound, Message, OptOut, Post
from messaging.tasks.media import fetch_waiting
from tests.cast import Cast
from tests.messaging.recordings import OGG, PDF, picture
from tests.messaging.talking import sent_to
from tests.pdfs import ACTIVE, says

FILES = [
    ("image/jpeg", "patente.jpg", picture()),
    ("application/octet-stream", "plan.pdf", PDF),
    ("application/pdf", "script.pdf", ACTIVE["a script when it is opened"][0]),
    ("audio/ogg", "voix.opus", OGG),
    ("application/x-msdownload", "x.exe", b"MZ\x90\x00" + bytes(60)),
]


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


@pytest.fixture
def ours(cast: Cast) -> Message:
    return sent_to(
        cast["AP1"], cast.stop, channel="email", address="zzc-ap1@example.org", state="sent"
    )


def letter(to: str, files: list[tuple[str, str, bytes]], words: str = "Voici.") -> bytes:
    heads = f'From: zzc-ap1@example.org\nTo: {to}\nContent-Type: multipart/mixed; boundary="x"\n'
    pieces = [f"--x\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"]
    pieces += [
        f'--x\nContent-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: base64\n'
        f"Content-Disposition: attachment\n\n{encodebytes(data).decode()}\n"
        for kind, name, data in files
    ]
    return f"{heads}\n{''.join(pieces)}--x--\n".encode()


def came(to: str, raw: bytes) -> None:
    inbound.keep_mail(raw, recipient=to)
    read_inbound()
    fetch_waiting()


def test_a_refused_file_says_its_name_and_that_it_was_refused(cast: Cast, ours: Message) -> None:
    to = reply_address(ours)
    came(to, letter(to, [("application/x-msdownload", "STOP", b"MZ\x90\x00" + bytes(60))]))
    thread = Post.objects.get(kind="file").thread_id
    page = cast.client("RS1").get(f"/desk/conversations/{thread}/").content.decode()
    refused = page.partition(f'id="p{Post.objects.get(kind="file").pk}"')[2]
    assert ("📎 STOP" in refused, "Refused: this kind of file may be harmful" in refused) == (
        True,
        True,
    )
    assert OptOut.objects.count() == 0


def test_a_file_is_kept_by_its_content_and_what_may_be_harmful_is_not(ours: Message) -> None:
    to = reply_address(ours)
    came(to, letter(to, FILES))
    posts = list(Post.objects.order_by("pk"))
    assert [(each.kind, each.file_state, each.file_type) for each in posts] == [
        ("text", "none", ""),
        ("picture", "here", "image/jpeg"),
        ("file", "here", "application/pdf"),
        ("file", "here", "application/pdf"),
        ("voice", "here", "audio/ogg"),
        ("file", "refused", ""),
    ]
    assert posts[0].text.split("\n") == ["Voici.", *(f"📎 {name}" for _kind, name, _d in FILES)]
    with posts[2].file.open() as plain, posts[3].file.open() as tamed:
        assert (plain.read(), "JavaScript" in says(tamed.read())) == (PDF, False)
    assert {each.thread for each in posts} == {posts[0].thread}
    assert (posts[0].thread.person, posts[0].thread.unread) == (ours.person, 6)


def test_a_mail_that_comes_twice_brings_its_files_once(ours: Message) -> None:
    to = reply_address(ours)
    numbered = b"Message-ID: <1@phone>\n" + letter(to, FILES[:1])
    came(to, numbered)
    came(to, b"Received: by another way\n" + numbered)
    assert (Post.objects.count(), Inbound.objects.count()) == (2, 2)


def test_no_more_than_ten_files_of_a_mail_are_kept_and_all_are_named(ours: Message) -> None:
    to = reply_address(ours)
    came(to, letter(to, [("audio/ogg", f"{number}.ogg", OGG) for number in range(12)]))
    assert (Post.objects.count(), Post.objects.order_by("pk")[0].text.count("📎")) == (11, 12)


def test_a_small_logo_and_a_signature_are_named_and_not_kept(ours: Message) -> None:
    to = reply_address(ours)
    raw = letter(
        to, [("image/jpeg", "logo.jpg", picture()), ("application/pgp-signature", "s", b"x")]
    )
    came(to, raw.replace(b"Content-Disposition: attachment", b"Content-ID: <logo@x>"))
    assert [each.text for each in Post.objects.all()] == ["Voici.\n📎 logo.jpg\n📎 s"]


def test_the_files_of_a_forgotten_mail_are_lost(ours: Message) -> None:
    to = reply_address(ours)
    inbound.keep_mail(letter(to, FILES[:1]), recipient=to)
    read_inbound()
    Inbound.objects.update(post=None)
    Inbound.objects.all().delete()
    fetch_waiting()
    assert Post.objects.get(kind="file").file_state == "lost"


def test_files_go_with_a_mail_that_staff_put_with_a_person_and_come_back(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    to = "labs+forged@example.ma"
    came(to, letter(to, FILES[:2]))
    row, browser = Inbound.objects.get(), cast.client("RS1")
    page = f"/desk/conversations/unread/{row.pk}/"
    browser.post(f"{page}attachment/", {"person": cast["AP1"].pk, "stop": cast.stop.pk})
    fetch_waiting()
    stored = [each.file.name for each in Post.objects.filter(file_state="here")]
    assert (len(stored), Post.objects.count()) == (2, 3)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{page}return/")
    kept = [name for name in stored if default_storage.exists(str(name))]
    assert (Post.objects.count(), Inbound.objects.unread().count(), kept) == (0, 1, [])
