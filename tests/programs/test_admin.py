"""The desk of the ground: who reads it, who writes it, and the buttons that move a stop."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from programs.models import Center, Partner, Sector, Stop
from tests.cast import Cast

LISTS = ["region", "province", "center", "sector", "theme", "partner", "program", "stop"]


def listed(cast: Cast, code: str) -> list[str]:
    answer = cast.client(code).get(reverse("admin:programs_stop_changelist"))
    return sorted(stop.slug for stop in answer.context["cl"].result_list)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("code", ["RV", "RS1", "NS"])
def test_staff_reads_the_ground(cast: Cast, name: str, code: str) -> None:
    assert cast.client(code).get(reverse(f"admin:programs_{name}_changelist")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_the_forms_of_the_ground_open(cast: Cast, name: str) -> None:
    answer = cast.client("NS").get(reverse(f"admin:programs_{name}_changelist"))
    row = answer.context["cl"].result_list[0]
    assert (
        cast.client("NS").get(reverse(f"admin:programs_{name}_change", args=[row.pk])).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("code", "slugs"),
    [("RS1", ["fes"]), ("RV", ["fes"]), ("RS2", ["souss"]), ("NS", ["fes", "souss"])],
)
def test_staff_sees_the_stops_of_its_center(cast: Cast, code: str, slugs: list[str]) -> None:
    assert listed(cast, code) == slugs


def test_a_stop_of_another_center_is_not_there(cast: Cast) -> None:
    answer = cast.client("RS2").get(reverse("admin:programs_stop_change", args=[cast.stop.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("code", "status", "name"),
    [("NS", 302, "Boutiques"), ("RS1", 403, "Commerce"), ("RV", 403, "Commerce")],
)
def test_the_national_coordination_alone_writes_the_lists(
    cast: Cast, code: str, status: int, name: str
) -> None:
    sector = Sector.objects.get(code="trade")
    Sector.objects.filter(pk=sector.pk).update(name_fr="Commerce")
    form = {
        "code": "trade",
        "nma_section": "G",
        "icon": "trade",
        "position": "10",
        "name_ar": "تجارة",
        "name_fr": "Boutiques",
        "name_en": "Shops",
        "hint_ar": "محل",
        "hint_fr": "boutique",
    }
    answer = cast.client(code).post(reverse("admin:programs_sector_change", args=[sector.pk]), form)
    assert (answer.status_code, Sector.objects.get(code="trade").name_fr) == (status, name)


@pytest.mark.parametrize(
    ("code", "status", "state"),
    [
        ("RS1", 302, "closed"),
        ("NS", 302, "closed"),
        ("RV", 403, "open"),
        ("RS2", 404, "open"),
        ("AP1", 404, "open"),
    ],
)
def test_a_manager_closes_the_stop_of_their_center(
    cast: Cast, code: str, status: int, state: str
) -> None:
    answer = cast.client(code).post(reverse("admin:programs_stop_closing", args=[cast.stop.pk]))
    assert (answer.status_code, Stop.objects.get(pk=cast.stop.pk).state) == (status, state)


@pytest.mark.parametrize(
    ("written", "status", "kept"),
    [
        ("05 35 00 00 01", 302, "+212535000001"),
        ("", 302, ""),
        ("ask us", 200, ""),
        ("05 35", 200, ""),
        ("0535-CENTRE", 200, ""),
    ],
)
def test_a_center_has_a_phone_that_can_be_called(
    cast: Cast, written: str, status: int, kept: str
) -> None:
    center = cast.stop.center
    names = {f"name_{language}": "CRI" for language in ("ar", "fr", "en")}
    form = {**names, "region": center.region_id, "phone": written}
    answer = cast.client("NS").post(reverse("admin:programs_center_change", args=[center.pk]), form)
    assert (answer.status_code, Center.objects.get(pk=center.pk).phone) == (status, kept)


def picture(kind: str, size: tuple[int, int] = (900, 300)) -> SimpleUploadedFile:
    """A logo as a partner would send it, with a comment in it."""
    content = BytesIO()
    Image.new("RGB", size, "navy").save(content, kind, comment=b"ZZC hidden")
    return SimpleUploadedFile(f"logo.{kind.lower()}", content.getvalue())


def send_logo(cast: Cast, logo: SimpleUploadedFile) -> Partner:
    partner = cast.stop.partners.get()
    form = {
        "code": "bank",
        "kind": "bank",
        "name_ar": "بنك",
        "name_fr": "Banque",
        "name_en": "Bank",
        "logo": logo,
    }
    cast.client("NS").post(reverse("admin:programs_partner_change", args=[partner.pk]), form)
    return cast.stop.partners.get()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_logo_is_drawn_afresh_and_shown(cast: Cast, kind: str) -> None:
    partner = send_logo(cast, picture(kind))
    answer = cast.client().get(f"/files/partners/{partner.pk}/")
    content = answer.getvalue()
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert (Image.open(BytesIO(content)).size, b"ZZC" in content) == ((400, 133), False)
    assert (
        cast.client().get("/fes/").content.decode().count(f'src="/files/partners/{partner.pk}/"')
        == 1
    )


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken", b""])
def test_what_is_no_picture_is_no_logo(cast: Cast, content: bytes) -> None:
    assert not send_logo(cast, SimpleUploadedFile("logo.png", content)).logo


def test_a_move_is_never_made_by_a_link(cast: Cast) -> None:
    answer = cast.client("RS1").get(reverse("admin:programs_stop_closing", args=[cast.stop.pk]))
    assert (answer.status_code, Stop.objects.get(pk=cast.stop.pk).state) == (405, "open")


def test_a_refused_move_says_why(cast: Cast) -> None:
    answer = cast.client("RS1").post(
        reverse("admin:programs_stop_end", args=[cast.stop.pk]), follow=True
    )
    assert [str(message) for message in answer.context["messages"]] == [
        "The stop cannot go from “Open” to “Finished”."
    ]


@pytest.mark.parametrize(("code", "buttons"), [("RS1", ["Close the applications"]), ("RV", [])])
def test_the_form_offers_the_moves_that_are_possible(
    cast: Cast, code: str, buttons: list[str]
) -> None:
    answer = cast.client(code).get(reverse("admin:programs_stop_change", args=[cast.stop.pk]))
    assert [str(label) for _, label in answer.context["moves"]] == buttons


def test_a_manager_puts_a_stop_into_their_own_center_only(cast: Cast) -> None:
    answer = cast.client("RS1").get(reverse("admin:programs_stop_add"))
    field = answer.context["adminform"].form.fields["center"]
    assert [center.region.iso for center in field.queryset] == ["MA-03"]


def test_what_changed_is_told(cast: Cast) -> None:
    cast.client("RS1").post(reverse("admin:programs_stop_closing", args=[cast.stop.pk]))
    answer = cast.client("RS1").get(reverse("admin:programs_stop_change", args=[cast.stop.pk]))
    assert "state: Open → Closed" in answer.content.decode()


def test_the_list_of_stops_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert (
                cast.client("NS").get(reverse("admin:programs_stop_changelist")).status_code == 200
            )
        return len(queries)

    Stop.objects.filter(pk=cast.elsewhere.pk).update(state="closed")
    address = reverse("admin:programs_stop_changelist")
    cast.client("NS").get(address)
    few = cost()
    third = Stop.objects.get(pk=cast.stop.pk)
    third.pk, third.slug, third.prefix = None, "third", "XX"
    third.save()
    assert cost() == few
