"""The delivery log shows staff what was written, but no code and no private link."""

from django.urls import reverse

from tests.cast import Cast
from tests.writing import write


def shown(cast: Cast, *, body: str, secret: bool = False) -> str:
    """The text as the manager of the center reads it."""
    sms = write(
        key="receipt",
        channel="sms",
        address="+212699000001",
        language="fr",
        body=body,
        stop=cast.stop,
        secret=secret,
    )
    answer = cast.client("RS1").get(reverse("admin:messaging_message_change", args=[sms.pk]))
    assert cast.application.token not in answer.content.decode()
    return str(answer.context["adminform"].model_admin.words(sms))


def test_a_private_link_is_masked(cast: Cast) -> None:
    link = f"http://127.0.0.1:8000{cast.application.get_absolute_url()}"
    assert (
        shown(cast, body=f"FM-0001: {link} Merci.")
        == "FM-0001: http://127.0.0.1:8000/my/…/\u200e Merci."
    )


def test_two_links_without_a_space_between_them_are_both_masked(cast: Cast) -> None:
    assert shown(cast, body="x.ma/my/abc,x.ma/piece/def/") == "x.ma/my/…/piece/…/\u200e"


def test_a_code_is_not_shown(cast: Cast) -> None:
    assert (
        shown(cast, body="123456", secret=True)
        == "A sign-in code, which nobody but its reader sees."
    )
