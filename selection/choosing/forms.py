"""What a manager types while choosing: least shares, a threshold, one outcome, a whole proposal."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import NumberField
from selection.choosing.proposal import Conditions
from selection.choosing.values import choices_of, side_named, sides_of
from selection.gauges import labels
from selection.many_decisions import Said
from selection.models import Decision, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from programs.models import Stop

Side = tuple[str, str]
Dimension = Target.Dimension
WHOLE = 100  # percent, and the best score
OPEN = "open"  # instead of an outcome: what is prepared is taken back
ONE = r"\A(accept|wait|decline):\d{1,18}:\d{1,9}\Z"
PAIR = re.compile(r"\d{1,18}:\d{1,9}")


class Shares(forms.Form):
    """A field for every least share that a stop wants, and one more of somebody else."""

    who = forms.ChoiceField(label=gettext_lazy("And of"), required=False)
    more = NumberField(
        label=gettext_lazy("at least, in percent of the places"),
        required=False,
        min_value=1,
        max_value=WHOLE,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, stop: Stop, kept: Mapping[Side, int]
    ) -> None:
        super().__init__(data)
        self.dimensions = {
            f"share-{dimension}-{value}": (dimension, value) for dimension, value in kept
        }
        names = labels(kept)
        for name, side in self.dimensions.items():
            self.fields[name] = NumberField(
                label=_("%(who)s: at least, in percent") % {"who": names.get(side, side[1])},
                required=False,
                min_value=0,
                max_value=WHOLE,
                initial=kept[side],
            )
        who = self.fields["who"]
        if isinstance(who, forms.ChoiceField):
            who.choices = choices_of(sides_of(stop))
        self.order_fields([*self.dimensions, "who", "more"])

    def clean(self) -> dict[str, Any]:
        """Refuse shares of one dimension above 100 percent, and one more side without its share."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("who")) != bool(cleaned.get("more")) and not self.errors.keys() & {
            "who",
            "more",
        }:
            lacking = "more" if cleaned.get("who") else "who"
            self.add_error(lacking, _("Please give both: of whom, and how many percent."))
        sums: Counter[str] = Counter()
        for (dimension, _value), share in self.shares().items():
            sums[dimension] += share
        for dimension, share in sums.items():
            if share > WHOLE:
                sentence = _("The shares of “%(dimension)s” add up to %(share)d percent.")
                self.add_error(
                    None, sentence % {"dimension": Dimension(dimension).label, "share": share}
                )
        return cleaned

    def shares(self) -> dict[Side, int]:
        """What is wanted, by whom it is wanted of."""
        cleaned = self.cleaned_data
        shares = {side: cleaned.get(name) or 0 for name, side in self.dimensions.items()}
        if cleaned.get("who") and cleaned.get("more"):
            shares[side_named(cleaned["who"])] = cleaned["more"]
        return {side: share for side, share in shares.items() if share}


class WhatIf(Shares):
    """The same shares moved in thought, with the score from which on files come into question."""

    threshold = NumberField(
        label=gettext_lazy("Score from which on files come into question"),
        required=False,
        min_value=0,
        max_value=WHOLE,
    )
    keep = forms.BooleanField(label=gettext_lazy("What is prepared stays as it is"), required=False)
    unread = forms.BooleanField(
        label=gettext_lazy("Files that nobody has judged may come in too"), required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, stop: Stop, kept: Mapping[Side, int]
    ) -> None:
        super().__init__(data, stop=stop, kept=kept)
        self.kept, self.places = kept, stop.places
        self.order_fields(["threshold", *self.dimensions, "who", "more", "keep", "unread"])
        self.fields["keep"].initial = True
        self.fields["threshold"].initial = 0

    def conditions(self) -> Conditions:
        """What is to be found out; what the stop wants while nothing was moved or understood."""
        if not self.is_valid():
            return Conditions(self.places, self.kept)
        cleaned = self.cleaned_data
        return Conditions(
            self.places,
            self.shares(),
            cleaned["threshold"] or 0,
            keep=cleaned["keep"],
            unread=cleaned["unread"],
        )


class Deciding(forms.Form):
    """What is to become of one file. Without an outcome it is left open again."""

    outcome = forms.ChoiceField(required=False, choices=[("", ""), *Decision.Outcome.choices])
    reasons = forms.MultipleChoiceField(required=False)
    order = NumberField(required=False, min_value=1, max_value=100_000)
    note = forms.CharField(required=False, max_length=500)
    seen = NumberField(required=False, min_value=0)

    def __init__(self, data: Mapping[str, Any], *, criteria: Mapping[str, str]) -> None:
        super().__init__(data)
        reasons = self.fields["reasons"]
        if isinstance(reasons, forms.MultipleChoiceField):
            reasons.choices = list(criteria.items())

    def typed(self) -> dict[str, Any]:
        """The words as they were typed, and the first sentence about each that is wrong."""
        reasons, order, note = (self[name].value() for name in ("reasons", "order", "note"))
        wrong = {name: str(sentences[0]) for name, sentences in self.errors.items()}
        return {
            "reasons": tuple(reasons or ()),
            "order": order or "",
            "note": note or "",
            "wrong": wrong,
        }


class DecidingMany(forms.Form):
    """One outcome for the files that were ticked, each as `number:version`; or for one row.

    Of a row that is pressed `one` is `outcome:number:version`.
    """

    outcome = forms.ChoiceField(required=False, choices=[(OPEN, ""), *Decision.Outcome.choices])
    reasons = forms.MultipleChoiceField(required=False)
    note = forms.CharField(required=False, max_length=500)
    whole = forms.BooleanField(required=False)
    seal = forms.CharField(required=False, max_length=32)
    file = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    one = forms.RegexField(ONE, required=False, empty_value="")

    def __init__(self, data: Mapping[str, Any], *, criteria: Mapping[str, str]) -> None:
        super().__init__(data)
        reasons = self.fields["reasons"]
        if isinstance(reasons, forms.MultipleChoiceField):
            reasons.choices = list(criteria.items())

    def clean_one(self) -> tuple[int, int] | None:
        """The number of the file that was pressed, and the version that was seen."""
        if not self.cleaned_data["one"]:
            return None
        self.pressed, key, seen = self.cleaned_data["one"].split(":")
        return int(key), int(seen)

    def clean_file(self) -> dict[int, int]:
        """Versions by number."""
        pairs = self.cleaned_data["file"] or []
        if not all(PAIR.fullmatch(pair) for pair in pairs):
            raise forms.ValidationError(_("These files could not be read from the page."))
        return {int(key): int(seen) for key, seen in (pair.split(":") for pair in pairs)}

    def clean(self) -> dict[str, Any]:
        """Refuse an act about many that does not say which."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("one") or cleaned.get("outcome") or self.errors):
            self.add_error("outcome", _("Please say what is to become of them."))
        return cleaned

    def said(self) -> Said:
        """What is said of every one of them."""
        cleaned = self.cleaned_data
        if cleaned["one"]:
            return Said(self.pressed)
        outcome = "" if cleaned["outcome"] == OPEN else cleaned["outcome"]
        return Said(outcome, cleaned["reasons"], cleaned["note"])

    def sentence(self) -> str:
        """The first sentence about what was not understood."""
        return str(next(iter(self.errors.values()))[0])


class Preparing(forms.Form):
    """A proposal as somebody left it: whom to accept, and what becomes of the others."""

    REST = (
        ("", gettext_lazy("Nothing yet: they stay open")),
        ("wait", gettext_lazy("They all go on the waiting list, the best score first")),
        (
            "split",
            gettext_lazy(
                "Those whom every review refuses are declined, the others go on the waiting list"
            ),
        ),
    )
    accept = forms.TypedMultipleChoiceField(required=False, coerce=int)
    rest = forms.ChoiceField(
        label=gettext_lazy("What becomes of the others that were judged?"),
        required=False,
        choices=REST,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, keys: Any = ()) -> None:
        super().__init__(data)
        accept = self.fields["accept"]
        if isinstance(accept, forms.TypedMultipleChoiceField):
            accept.choices = [(str(key), str(key)) for key in keys]
