"""What is refused says why: beside the form, or on the next page."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from core.refusals import saying_beside, saying_why


@pytest.fixture
def visit() -> HttpRequest:
    request = HttpRequest()
    vars(request)["_messages"] = CookieStorage(request)
    return request


def test_what_is_refused_is_said_and_what_would_follow_is_left_out(visit: HttpRequest) -> None:
    done = []
    with saying_why(visit):
        done.append("begun")
        raise ValidationError(["Too late.", "Somebody was faster."])
    assert done == ["begun"]
    assert [(each.level_tag, str(each)) for each in get_messages(visit)] == [
        ("error", "Too late. Somebody was faster.")
    ]


def test_what_is_not_refused_is_not_talked_about(visit: HttpRequest) -> None:
    with saying_why(visit):
        pass
    assert list(get_messages(visit)) == []


def test_another_fault_is_not_hushed_up(visit: HttpRequest) -> None:
    with pytest.raises(ZeroDivisionError), saying_why(visit):
        raise ZeroDivisionError


class Words(forms.Form):
    words = forms.CharField()


@pytest.mark.parametrize(("field", "beside"), [(None, "__all__"), ("words", "words")])
def test_a_form_says_it_beside_its_field_and_what_would_follow_is_left_out(
    field: str | None, beside: str
) -> None:
    form = Words({"words": "typed"})
    done: list[str] = []
    with saying_beside(form, field):
        done.append("begun")
        raise ValidationError("Too late.", code="late")
    assert done == ["begun"]
    assert dict(form.errors) == {beside: ["Too late."]}
    assert form.has_error(beside, "late")
