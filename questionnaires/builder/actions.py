"""What is written at the draft of a form: one transaction each; refused when others were faster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from questionnaires.actions import draft, publish
from questionnaires.builder import codes, fixed, positions, sentences
from questionnaires.builder.fields import LANGUAGES, write
from questionnaires.builder.seen import mark, seal
from questionnaires.kinds import KINDS
from questionnaires.lists import Lists
from questionnaires.models import Choice, Question, Questionnaire, Section, Version
from questionnaires.relying import relying_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from programs.models import Stop

MEANWHILE, PUBLISHED, GONE, CHANGED = "meanwhile", "published", "gone", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it was written: the key of the row that it rewords, if it does."""

    row: int | None
    texts: Mapping[str, Mapping[str, str]]
    weights: Mapping[str, int]
    barred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A question as it was written."""

    texts: Mapping[str, Mapping[str, str]]
    kind: str
    required: bool
    page: int
    shown_if: str
    shown_if_values: Sequence[str]
    weights: Mapping[str, int]
    bars: Mapping[str, Any]
    bar_anyway: bool
    clips: Mapping[str, Any]  # by language; False takes one away
    answers: Sequence[Answer]


@transaction.atomic
def make(*, purpose: str, stop: Stop | None, names: Mapping[str, str]) -> Questionnaire:
    """A new form, with a draft that begins as the one of every stop.

    The same again, by a second tap or somebody else, is the one there is.
    """
    form = Questionnaire(purpose=purpose, stop=stop)
    write(form, {"name": names})
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form = Questionnaire.objects.get(purpose=purpose, stop=stop)
    draft(form)
    return form


@transaction.atomic
def publish_looked_at(version: Version, *, seen: str) -> None:
    """Put in force what was looked at: `seen` is its seal. Idempotent.

    Raises ValidationError('changed') when something else stands there now, 'unfinished' as
    `questionnaires.actions.publish` does.
    """
    row = Version.objects.select_for_update(of=["self"]).filter(pk=version.pk).first()
    if row is None:
        raise gone()
    if not row.is_frozen and seen != seal(row):
        sentence = _("The form has changed since you looked. This is what it changes now.")
        raise ValidationError(sentence, code=CHANGED)
    publish(row)


@transaction.atomic
def add_question(version: Version, written: Written) -> Question:
    """A new question, the last one of its page. Raises ValidationError('published')."""
    locked(version)
    page = _page(version, written.page)
    question = Question(section=page, code=codes.question_code(written.texts["label"], version))
    question.position = positions.behind(page.questions.all())
    _write(question, written)
    return question


@transaction.atomic
def keep_question(question: Question, written: Written, *, seen: str) -> Question:
    """Write a question anew, as long as it stands as it was `seen`.

    Raises ValidationError('published'), 'gone' or 'meanwhile'; 'order' when it would be asked
    before the one that it hangs on.
    """
    version = question.section.version
    locked(version)
    stands = _standing(question)
    if mark(stands) != seen:
        raise ValidationError(
            _("Somebody else changed this question meanwhile. Below is what you wrote, above what "
              "stands now: keeping yours replaces it."),
            code=MEANWHILE,
        )  # fmt: skip
    if written.page != stands.section_id:
        stands.section = _page(version, written.page)
        stands.position = positions.behind(stands.section.questions.all())
    _write(stands, written)
    positions.refuse_too_early(version)
    positions.refuse_left_hanging(version, stands.code, _decided_by(stands))
    return stands


@transaction.atomic
def remove_question(question: Question, *, seen: str) -> None:
    """Take a question out of the draft.

    Raises what `keep_question` raises; 'needed', 'hangs' or 'relied' when it may not go.
    """
    version = question.section.version
    locked(version)
    stands = _standing(question)
    if mark(stands) != seen:
        raise ValidationError(
            _("Somebody else changed this question meanwhile. Please look at it again."),
            code=MEANWHILE,
        )
    form = version.questionnaire
    if fixed.is_needed(form, stands.code):
        sentence = _("Nobody could apply without this question: it may be reworded, not removed.")
        raise ValidationError(sentence, code="needed")
    positions.refuse_left_hanging(version, stands.code, None)
    if relied := relying_on(form, stands.code):
        raise ValidationError(relied, code="relied")
    stands.delete()


@transaction.atomic
def keep_page(section: Section, texts: Mapping[str, Mapping[str, str]], *, seen: str) -> None:
    """Write the head of a page anew. Raises ValidationError('published'), 'gone', 'meanwhile'."""
    locked(section.version)
    stands = Section.objects.filter(pk=section.pk).first()
    if stands is None:
        raise gone()
    if mark(stands) != seen:
        raise ValidationError(
            _("Somebody else changed this page meanwhile. Keeping yours replaces it."),
            code=MEANWHILE,
        )
    write(stands, texts)
    stands.save()


@transaction.atomic
def add_page(version: Version, texts: Mapping[str, Mapping[str, str]]) -> Section:
    """A new page, the last one. Raises ValidationError('published')."""
    locked(version)
    section = Section(version=version, code=codes.page_code(texts["title"], version))
    section.position = positions.behind(version.sections.all())
    write(section, texts)
    section.save()
    return section


@transaction.atomic
def remove_page(section: Section) -> None:
    """Take an empty page out. Raises ValidationError('published') or 'full'."""
    locked(section.version)
    if section.questions.exists():
        sentence = _("This page still has questions: move or remove them first.")
        raise ValidationError(sentence, code="full")
    section.delete()


def locked(version: Version) -> Version:
    """The draft, which nobody publishes meanwhile. Raises ValidationError('published')."""
    row = Version.objects.select_for_update(of=["self"]).filter(pk=version.pk).first()
    if row is None:
        raise gone()
    if row.is_frozen:
        raise ValidationError(
            _("This version was published meanwhile: it stays as it is. Keeping what you wrote "
              "begins the next version."),
            code=PUBLISHED,
        )  # fmt: skip
    return row


def gone() -> ValidationError:
    """That it is not there any more."""
    return ValidationError(_("Somebody else removed this meanwhile."), code=GONE)


def _decided_by(question: Question) -> set[str]:
    """The answers on which later questions may hang."""
    if not question.traits.decides:
        return set()
    if question.traits.has_own_answers:
        return set(question.options.values_list("code", flat=True))
    return set(sentences.named(question, Lists()))


def _standing(question: Question) -> Question:
    rows = Question.objects.select_related("section__version")
    stands = rows.filter(pk=question.pk).prefetch_related("options").first()
    if stands is None:
        raise gone()
    return stands


def _page(version: Version, pk: int) -> Section:
    page = version.sections.filter(pk=pk).first()
    if page is None:
        raise gone()
    return page


def _write(question: Question, written: Written) -> None:
    write(question, written.texts)
    question.kind, question.required = written.kind, written.required
    question.shown_if = written.shown_if
    question.shown_if_values = list(written.shown_if_values)
    question.weights = dict(written.weights) if question.traits.weighs else {}
    question.bar_anyway = written.bar_anyway
    for language in LANGUAGES:
        clip = written.clips.get(language)
        if clip is not None:
            setattr(question, f"clip_{language}", clip or "")
    question.save()
    offered = _answers(question, written.answers if question.traits.has_own_answers else ())
    question.bars = _bars(written, offered)
    question.save(update_fields=["bars"])


def _answers(question: Question, answers: Sequence[Answer]) -> list[str]:
    """Write the answers in their order; gives the codes of those that bar somebody."""
    rows = {row.pk: row for row in question.options.all()}
    barring = []
    for position, answer in enumerate(answers, 1):
        row = rows.pop(answer.row or 0, None)
        if row is None:
            code = codes.choice_code(answer.texts["label"], question)
            row = Choice(question=question, code=code)
        write(row, answer.texts)
        row.weights, row.position = dict(answer.weights), position
        row.save()
        barring += [row.code] if answer.barred else []
    for left_out in rows.values():
        left_out.delete()
    return barring


def _bars(written: Written, own: Sequence[str]) -> dict[str, Any]:
    """The rule as it is kept: answers that are written here have their codes by now."""
    is_own = KINDS[written.kind].has_own_answers
    return {"answers": [*own]} if is_own and own else {} if is_own else dict(written.bars)
