"""A criterion as staff write it, in three languages, with its rule; and the rules of a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from applications.models import WaitingList
from core.fields import CodeField, NumberField
from questionnaires.kinds import BEST, MANY
from questionnaires.models import CODE
from selection.models import Anchor, Criterion, Selection
from selection.models.criteria import TOP
from selection.review.rules import Rule, rule_named, rule_of, rules_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionnaires.compiled_forms import CompiledForm

LANGUAGES = [code for code, _name in settings.LANGUAGES]
READ_IN = ("ar", "fr")
LIGHTEST, HEAVIEST = 1, 10  # weights of a criterion
POINTS = [(str(points), str(points)) for points in range(TOP + 1)]
LEFT_OUT = [("", gettext_lazy("Does not count for this person")), *POINTS]
TEXTS = {  # its name, its question, how long it may be, whether it must be there
    "name": (gettext_lazy("Name"), 80, True),
    "meaning": (gettext_lazy("What it means"), 240, False),
    "refusal": (gettext_lazy("Said to whoever was not chosen because of it"), 240, True),
    "instead": (gettext_lazy("What they can do instead"), 240, False),
}


def _written(language: str, *, required: bool, longest: int, rows: int = 0) -> forms.CharField:
    """A field for words in one language, its label; required in the languages that people read."""
    name, needed = dict(settings.LANGUAGES)[language], required and language in READ_IN
    label = name if needed else _("%(language)s (optional)") % {"language": name}
    is_rtl = get_language_info(language)["bidi"]
    attributes = {"lang": language, "dir": "rtl" if is_rtl else "ltr"}
    widget = (
        forms.Textarea(attrs={**attributes, "rows": rows})
        if rows
        else forms.TextInput(attrs=attributes)
    )
    return forms.CharField(
        label=label,
        required=needed,
        max_length=longest,
        widget=widget,
    )


def _weight() -> NumberField:
    return NumberField(
        label=_("Weight"), min_value=LIGHTEST, max_value=HEAVIEST, help_text=_("From 1 to 10.")
    )


class Writing(forms.Form):
    """One criterion: words and steps in three languages, weight, the rule that reads the form."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        criterion: Criterion,
        questions: CompiledForm,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Bind `data` to be checked; what is `typed` only stands in the fields."""
        super().__init__(
            data, initial={**_initial(criterion, questions), **dict((typed or {}).items())}
        )
        self.criterion, self.questions = criterion, questions
        if not criterion.pk:
            self.fields["code"] = CodeField(
                label=_("Code"),
                max_length=40,
                validators=[CODE],
                help_text=_("It stays as it is: decisions name the criterion by it."),
                widget=forms.TextInput(
                    attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )
        self.fields["weight"] = _weight()
        for name, (_label, longest, required) in TEXTS.items():
            for language in LANGUAGES:
                rows = 3 if longest > TEXTS["name"][1] else 0
                self.fields[f"{name}_{language}"] = _written(
                    language, required=required, longest=longest, rows=rows
                )
        for points in range(TOP + 1):
            for language in LANGUAGES:
                self.fields[f"anchor_{points}_{language}"] = _written(
                    language, required=True, longest=160, rows=2
                )
        self._ask_for_the_rule()

    def _ask_for_the_rule(self) -> None:
        choices = [
            (title, [(rule.name, rule.label) for rule in rules])
            for title, rules in rules_for(self.questions).items()
        ]
        self.fields["rule"] = forms.ChoiceField(
            label=_("What the form says about it"),
            required=False,
            choices=[("", _("Nothing: the reviewers alone give points")), *choices],
        )
        rule = rule_named(self.questions, str(self["rule"].value() or ""))
        self.fields |= steps_of(rule) if rule else {}

    @property
    def words(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The texts, each with its name and its fields by language."""
        for name, (label, _longest, _required) in TEXTS.items():
            yield str(label), [self[f"{name}_{language}"] for language in LANGUAGES]

    @property
    def steps(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The steps of the scale, the highest first, each with its fields by language."""
        for points in reversed(range(TOP + 1)):
            yield points, [self[f"anchor_{points}_{language}"] for language in LANGUAGES]

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        """What the chosen rule asks for."""
        return [self[name] for name in self.fields if name.startswith("rule_")]

    def clean_code(self) -> str:
        """Refuse a code that another criterion of the stop has."""
        code: str = self.cleaned_data["code"]
        if Criterion.objects.filter(stop=self.criterion.stop, code=code).exists():
            raise forms.ValidationError(_("Another criterion has this code."), code="twice")
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse a rule by which everybody gets the same, or more points for less."""
        cleaned = super().clean() or self.cleaned_data
        rule = rule_named(self.questions, cleaned.get("rule", ""))
        if rule and not self.errors:
            self._check(rule, cleaned)
        return cleaned

    def _check(self, rule: Rule, cleaned: Mapping[str, Any]) -> None:
        values = {value for name, value in cleaned.items() if name.startswith("rule_") and value}
        if rule.way == MANY:
            least = [cleaned[f"rule_from_{points}"] for points in range(1, TOP + 1)]
            written = [number for number in least if number is not None]
            if not written:
                self.add_error(
                    "rule_from_1", _("Please write from which number on points are given.")
                )
            elif written != sorted(set(written)):
                self.add_error("rule_from_1", _("More points need a larger number."))
        elif len(values) <= 1:
            self.add_error("rule", _("By this rule everybody gets the same points."))

    def kept(self) -> Criterion:
        """The criterion as it was filled in, not saved yet."""
        cleaned = self.cleaned_data
        self.criterion.code = cleaned.get("code") or self.criterion.code
        self.criterion.weight, self.criterion.source = cleaned["weight"], self._source()
        for name in TEXTS:
            for language in LANGUAGES:
                setattr(self.criterion, f"{name}_{language}", cleaned[f"{name}_{language}"])
        return self.criterion

    def anchors(self) -> dict[tuple[int, str], str]:
        """The steps of the scale by points and language."""
        return {
            (points, language): self.cleaned_data[f"anchor_{points}_{language}"]
            for points in range(TOP + 1)
            for language in LANGUAGES
        }

    def _source(self) -> dict[str, Any]:
        rule = rule_named(self.questions, self.cleaned_data["rule"])
        if rule is None:
            return {}
        cleaned = self.cleaned_data
        otherwise = (
            {"otherwise": int(cleaned["rule_otherwise"])} if cleaned["rule_otherwise"] else {}
        )
        if rule.way == BEST:
            points_by: Any = {
                code: int(cleaned[f"rule_points_{code}"]) for code in rule.question.options
            }
        elif rule.way == MANY:
            steps = {points: cleaned[f"rule_from_{points}"] for points in range(1, TOP + 1)}
            points_by = {str(least): points for points, least in steps.items() if least is not None}
        else:
            points_by = int(cleaned["rule_given"])
        return {"question": rule.question.code, rule.way: points_by, **otherwise}


def steps_of(rule: Rule) -> dict[str, forms.Field]:
    """The fields that a rule asks for."""
    fields: dict[str, forms.Field] = {}
    if rule.way == BEST:
        for code, label in rule.question.options.items():
            fields[f"rule_points_{code}"] = forms.ChoiceField(
                label=label, choices=POINTS, initial="0"
            )
    elif rule.way == MANY:
        for points in range(1, TOP + 1):
            label = _("%(points)d of %(top)d from this number on") % {"points": points, "top": TOP}
            fields[f"rule_from_{points}"] = NumberField(label=label, min_value=0, required=False)
    else:
        fields["rule_given"] = forms.ChoiceField(
            label=_("With an answer"), choices=POINTS, initial=str(TOP)
        )
    fields["rule_otherwise"] = forms.ChoiceField(
        label=_("Without an answer"), choices=LEFT_OUT, required=False
    )
    return fields


def _initial(criterion: Criterion, questions: CompiledForm) -> dict[str, Any]:
    """What the form shows of a criterion."""
    initial: dict[str, Any] = {"weight": criterion.weight}
    for name in TEXTS:
        initial |= {
            f"{name}_{language}": getattr(criterion, f"{name}_{language}") for language in LANGUAGES
        }
    anchors: list[Anchor] = list(criterion.anchors.all()) if criterion.pk else []
    for anchor in anchors:
        initial |= {
            f"anchor_{anchor.points}_{language}": getattr(anchor, f"text_{language}")
            for language in LANGUAGES
        }
    rule = rule_of(questions, criterion.source)
    if rule is None:
        return initial
    source = criterion.source
    initial |= {
        "rule": rule.name,
        "rule_given": str(source.get("given", "")),
        "rule_otherwise": str(source.get("otherwise", "")),
    }
    initial |= {f"rule_points_{code}": str(points) for code, points in source.get(BEST, {}).items()}
    least = sorted(source.get(MANY, {}).items(), key=lambda step: -int(step[0]))
    return initial | {f"rule_from_{points}": int(number) for number, points in least}


class Rules(forms.ModelForm):  # type: ignore[type-arg]
    """How a stop chooses: who is seen, how many read each file, and how long people have."""

    hours_to_confirm = WaitingList._meta.get_field("hours_to_confirm").formfield(  # noqa: SLF001
        form_class=NumberField,
        help_text=gettext_lazy(
            "After that an offered place goes to the next person on the waiting list."
        ),
    )
    field_order = ("blind", "reviews", "hours_to_confirm", "days_to_appeal")

    class Meta:
        model = Selection
        fields = ("blind", "reviews", "days_to_appeal")
        field_classes = {"days_to_appeal": NumberField}
        help_texts = {
            "blind": gettext_lazy(
                "Name, telephone, e-mail and attached files are hidden until a verdict is given."
            ),
            "reviews": gettext_lazy("With two, differences are flagged; the manager settles them."),
            "days_to_appeal": gettext_lazy(
                "How long somebody who was not chosen may ask to be read again."
            ),
        }

    def __init__(self, *args: Any, waiting_list: WaitingList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hours_to_confirm"] = waiting_list.hours_to_confirm

    def keep(self) -> None:
        """Write what was chosen, and no other column that somebody may have changed meanwhile."""
        self.instance.save(update_fields=self.Meta.fields)
        hours = {"hours_to_confirm": self.cleaned_data["hours_to_confirm"]}
        WaitingList.objects.update_or_create(stop=self.instance.stop, defaults=hours)
