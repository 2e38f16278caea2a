"""Codes, numbers and addresses are read without unseen marks and in the digits of every script."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allauth.account import app_settings as account_settings
from allauth.account.fields import PhoneField as AnyPhoneField
from allauth.account.forms import ChangePhoneForm
from allauth.mfa import app_settings as mfa_settings
from allauth.utils import get_form_class
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from core.fields import WordsField
from microlabs.admin_urls import site
from people.forms import CodeForm, SignInForm
from people.models import User
from questionnaires.fields import Email, Money, Phone, WholeNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast

ROOMS = {app.name for app in apps.get_app_configs() if Path(app.path).parent == Path.cwd()}
VIEWS = {
    "allauth.account.views": account_settings,
    "allauth.mfa.base.views": mfa_settings,
    "allauth.mfa.totp.views": mfa_settings,
    "allauth.mfa.recovery_codes.views": mfa_settings,
    "allauth.mfa.webauthn.views": mfa_settings,
}
NO_DOOR = {
    "signup",
    "change_password",
    "set_password",
    "reset_password",
    "reset_password_from_key",
    "user_token",
    "confirm_password_reset_code",
}
CODES = {"code", "login", "phone", "email", "address"}  # so named, they are no mere words
BARE = {
    *("EmailField", "IntegerField", "DecimalField", "FloatField", "SlugField"),
    *("DateField", "TimeField", "DateTimeField", "SplitDateTimeField"),
}
MOMENT = "2027-01-12T10:30"
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def sample(name: str, field: forms.Field) -> str:  # noqa: PLR0911  one for each kind
    """What may be typed into a field of these kinds; empty for a field of another kind."""
    if isinstance(field, forms.ModelChoiceField) or isinstance(field.widget, forms.Select):
        return ""
    if isinstance(field, forms.EmailField | Email):
        return "name@example.ma"
    if isinstance(field, AnyPhoneField | Phone) or name == "phone":
        return "0661000801"
    if isinstance(field, forms.IntegerField | WholeNumber | Money):
        return str(max(1, getattr(field, "min_value", None) or 1))
    if isinstance(
        field,
        forms.DateField | forms.TimeField | forms.DateTimeField | forms.SplitDateTimeField,
    ):
        halves = {forms.DateField: "2027-01-12", forms.TimeField: "10:30"}
        return next((half for kind, half in halves.items() if isinstance(field, kind)), MOMENT)
    if isinstance(field, forms.SlugField):
        return "micro-1"
    if isinstance(field, WordsField):  # such as the address of a room: a street, no code
        return ""
    return "k04834" if name in CODES and isinstance(field, forms.CharField) else ""


def typed(field: forms.Field, text: str) -> str | list[str]:
    """`text` as it is sent: a moment of the admin in two halves."""
    return text.split("T") if isinstance(field, forms.SplitDateTimeField) else text


def marked(text: str) -> list[str]:
    """`text` as it comes out of other programs and from other keyboards."""
    unseen = f"\ufeff\u202b{text[:1]}\u200b\u00ad\u200d{text[1:]}\u202c\u200f\u2069\ufe0f\u00a0"
    if "@" in text:
        return [unseen]
    return [
        unseen,
        *(
            spelling.translate(digits)
            for spelling in (text, unseen)
            for digits in (EASTERN, PERSIAN)
        ),
    ]


def classes_below(kind: type[Any]) -> Iterator[type[Any]]:
    """Every class made from `kind`."""
    for below in kind.__subclasses__():
        yield below
        yield from classes_below(below)


def modules(naming: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of every room in which `naming` stands, with what is written in it."""
    for room in sorted(ROOMS):
        for path in sorted(Path(room).rglob("*.py")):
            ours = "migrations" not in path.parts and "management" not in path.parts
            if ours and naming in (text := path.read_text()):
                yield ".".join(path.with_suffix("").parts), ast.parse(text)


def own_forms() -> Iterator[tuple[str, forms.Field]]:
    """The fields of every form class of the product."""
    for name, tree in modules("Form"):
        if any(getattr(node, "attr", "") in {"Form", "ModelForm"} for node in ast.walk(tree)):
            import_module(name.removesuffix(".__init__"))
    for form in classes_below(forms.BaseForm):
        if form.__module__.partition(".")[0] in ROOMS:
            for name, field in form.base_fields.items():
                yield f"{form.__module__}.{form.__qualname__}.{name}", field
    for kind in (Email, Phone, WholeNumber, Money):  # of which a questionnaire makes its forms
        yield f"{kind.__qualname__}.{kind.__name__}", kind()


def allauths_forms() -> Iterator[tuple[str, forms.Field]]:
    """The fields of every form with which allauth's open doors ask."""
    for module, chosen in VIEWS.items():
        for view in vars(import_module(module)).values():
            if not inspect.isclass(view) or view.__module__ != module:
                continue
            for code, owner, own in re.findall(
                r'FORMS,\s+"(\w+)",\s+(self\.)?(\w+)', inspect.getsource(view)
            ):
                if code not in NO_DOOR:
                    usual = getattr(view if owner else import_module(module), own)
                    form = get_form_class(chosen.FORMS, code, usual)
                    yield from ((f"{code}.{name}", each) for name, each in form.base_fields.items())
    for form in (SignInForm(), CodeForm(), ChangePhoneForm()):  # they make fields as they begin
        yield from ((f"{type(form).__name__}.{name}", each) for name, each in form.fields.items())


def admins_forms(user: User) -> Iterator[tuple[str, forms.Field]]:
    """A field for every column that a page of the admin, or a table inside one, may ask for."""
    request = RequestFactory().get("/admin/")
    request.user = user
    for model, page in site._registry.items():  # noqa: SLF001
        writes = page.has_add_permission(request) or page.has_change_permission(request)
        if model.__module__.partition(".")[0] not in ROOMS or not writes:
            continue
        for change in (False, True):
            asked = page.get_form(request, None, change=change).base_fields
            yield from ((f"{page}.{name}", field) for name, field in asked.items())
        for inside in page.get_inline_instances(request):
            below = inside.get_formset(request).form.base_fields
            yield from ((f"{inside}.{name}", field) for name, field in below.items())


def misread(fields: Iterator[tuple[str, forms.Field]]) -> tuple[int, list[str]]:
    """How many fields of these kinds there are, and those that do not read what was meant."""
    seen, wrong = 0, []
    for place, field in fields:
        text = sample(place.rpartition(".")[2], field)
        if not text:
            continue
        seen += 1
        for spelling in marked(text):
            try:
                if field.clean(typed(field, spelling)) == field.clean(typed(field, text)):
                    continue
            except ValidationError:
                pass
            wrong.append(f"{place} {spelling!r}")
    return seen, wrong


def test_every_form_of_the_product_reads_a_code_a_number_and_an_address_as_they_were_meant(
    db: None,  # noqa: ARG001  forms offer what the tables hold
) -> None:
    seen, wrong = misread(own_forms())
    assert (seen >= 20, wrong) == (True, [])


def test_every_form_of_an_account_reads_them_too() -> None:
    seen, wrong = misread(allauths_forms())
    assert (seen >= 12, wrong) == (True, [])


def test_every_page_of_the_admin_reads_them_too(cast: Cast) -> None:
    cast["NM"].is_superuser = True
    seen, wrong = misread(admins_forms(cast["NM"]))
    assert (seen >= 20, wrong) == (True, [])


def test_no_page_asks_for_a_number_or_an_address_with_a_field_that_does_not_clean() -> None:
    bare = [
        f"{name} {node.attr}"
        for name, tree in modules("forms.")
        if name != "core.fields"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr in BARE) == ("forms", True)
    ]
    assert bare == ["questionnaires.fields EmailField"]  # mixed into our own
