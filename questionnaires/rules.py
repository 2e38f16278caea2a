"""What makes a questionnaire sound: codes, conditions, and texts in the languages people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from questionnaires.kinds import KINDS
from questionnaires.models import Question, Questionnaire, Section, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import Model

READ_IN = ("ar", "fr")
TAKEN = {  # by other pages, in the URL
    Questionnaire.Purpose.CANDIDACY: frozenset(
        {
            "send",
            "offline",
            "whole",
            "another",
            "same-phone",
            "receipt",
            "withdrawal",
            "files",
            "message",
            "diagnosis",
        }
    ),
    Questionnaire.Purpose.DIAGNOSIS: frozenset({"result", "end", "later"}),
}
KNOWN = {Questionnaire.Purpose.DIAGNOSIS: ("kind", "stage")}  # answered before, in the candidacy
NEEDED = {  # a candidacy's columns, reference and receipt are made of these
    Questionnaire.Purpose.CANDIDACY: {
        "kind": "choice",
        "name": "text",
        "phone": "phone",
        "province": "province",
        "sector": "sector",
        "stage": "choice",
    },
}
FIXED_KINDS = {"gender": "choice", "email": "email"}  # not needed, but a column takes nothing else
FIXED_ANSWERS = {  # what the columns, the figures and the filters of staff know
    "kind": ("project", "self_employed", "micro", "cooperative"),
    "stage": ("idea", "starting", "running", "growing"),
    "gender": ("woman", "man"),
}


def faults(version: Version) -> list[str]:
    """Say what has to be repaired before this version can be published, a sentence each."""
    pages = list(version.sections.order_by("position", "pk").prefetch_related("questions__options"))
    if not pages:
        return [_("There is no page yet.")]
    questions = [question for page in pages for question in page.questions.all()]
    known = known_before(version)
    sentences = [
        _("The page “%(page)s” has no question.") % {"page": page}
        for page in pages
        if not page.questions.all()
    ]
    sentences += _reserved(version, pages)
    sentences += _untranslated(pages, questions)
    sentences += _twice(questions)
    sentences += _lacking(version, questions)
    for place, question in enumerate(questions):
        sentences += _question_faults(version, question, [*known, *questions[:place]])
    return sentences


def _question_faults(
    version: Version, question: Question, earlier: Sequence[Question]
) -> Iterator[str]:
    """What is wrong with one question, given those before it."""
    if question.traits.has_own_answers and not question.options.all():
        sentence = _("The question “%(question)s” has no answers to choose from.")
        yield sentence % {"question": question}
    is_diagnosis = version.questionnaire.purpose == Questionnaire.Purpose.DIAGNOSIS
    if question.traits.takes_file and is_diagnosis:
        sentence = _("The question “%(question)s” asks for a file, which only a candidacy takes.")
        yield sentence % {"question": question}
    if fault := condition_fault(question, earlier):
        yield fault
    if question.bars and not all(getattr(question, f"bar_reason_{each}") for each in READ_IN):
        sentence = _("Say in Arabic and in French why an answer to “%(question)s” bars somebody.")
        yield sentence % {"question": question}


def known_before(version: Version) -> list[Question]:
    """The questions answered before this questionnaire begins: conditions may hang on them."""
    codes = KNOWN.get(Questionnaire.Purpose(version.questionnaire.purpose), ())
    versions = Version.objects.filter(
        questionnaire__purpose=Questionnaire.Purpose.CANDIDACY, questionnaire__stop=None
    )
    newest = versions.filter(published_at__isnull=False).order_by("-number")[:1]
    questions = Question.objects.filter(section__version__in=newest.values("pk"), code__in=codes)
    return list(questions.order_by("code").prefetch_related("options")) if codes else []


def condition_fault(question: Question, earlier: Sequence[Question]) -> str:
    """Say what is wrong with the condition of a question, given those before; empty when sound."""
    if not question.shown_if:
        return (
            _("Choose the question that these answers belong to.")
            if question.shown_if_values
            else ""
        )
    decisive = next((other for other in earlier if other.code == question.shown_if), None)
    if decisive is None or not decisive.traits.decides:
        sentence = _("“%(question)s” is asked only after a question that does not stand before it.")
        return sentence % {"question": question}
    names = {"question": question, "other": decisive}
    if not question.shown_if_values:
        return _("Say after which answers to “%(other)s” the question “%(question)s” is asked.") % (
            names
        )
    offered = offers(decisive)
    if offered and not {str(value) for value in question.shown_if_values} <= set(offered):
        sentence = _(
            "“%(question)s” is asked only after an answer to “%(other)s” that is there no more."
        )
        return sentence % names
    return ""


def offers(question: Question) -> list[str]:
    """The codes of the answers that a question offers; none for the long lists of the program."""
    own = (
        [choice.code for choice in question.options.all()]
        if question.traits.has_own_answers
        else []
    )
    return own or list(question.traits.codes)


def _reserved(version: Version, pages: Sequence[Section]) -> Iterator[str]:
    taken = TAKEN.get(Questionnaire.Purpose(version.questionnaire.purpose), frozenset())
    for page in pages:
        if page.code in taken:
            yield _(
                "The page “%(page)s” cannot have the code “%(code)s”: it is an address of the form."
            ) % {
                "page": page,
                "code": page.code,
            }


def _untranslated(pages: Sequence[Section], questions: Sequence[Question]) -> Iterator[str]:
    texts: list[tuple[Model, str]] = [(page, "title") for page in pages]
    texts += [(question, "label") for question in questions]
    texts += [(choice, "label") for question in questions for choice in question.options.all()]
    for row, field in texts:
        if not all(getattr(row, f"{field}_{language}") for language in READ_IN):
            yield _("“%(text)s” is not written in Arabic and in French.") % {"text": row}


def _twice(questions: Sequence[Question]) -> Iterator[str]:
    codes = [question.code for question in questions]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _("Two questions have the code “%(code)s”.") % {"code": code}


def _lacking(version: Version, questions: Sequence[Question]) -> Iterator[str]:
    needed = NEEDED.get(Questionnaire.Purpose(version.questionnaire.purpose), {})
    by_code = {question.code: question for question in questions}
    for code, kind in needed.items():
        if code not in by_code or by_code[code].kind != kind:
            sentence = _("A candidacy needs its question that is answered by “%(kind)s”.")
            yield sentence % {"kind": KINDS[kind].label}
        elif not by_code[code].required or by_code[code].shown_if:
            yield _(
                "“%(question)s” must be required and always shown: nobody could apply without it."
            ) % {
                "question": by_code[code],
            }
    if needed:
        yield from _misused(by_code)


def _misused(by_code: Mapping[str, Question]) -> Iterator[str]:
    """Questions whose answers would not fit where a candidacy keeps them."""
    for code, kind in FIXED_KINDS.items():
        if code in by_code and by_code[code].kind != kind:
            yield _("“%(question)s” must be answered by “%(kind)s”.") % {
                "question": by_code[code],
                "kind": KINDS[kind].label,
            }
    for code, fixed in FIXED_ANSWERS.items():
        strange = (
            [offered for offered in offers(by_code[code]) if offered not in fixed]
            if code in by_code
            else []
        )
        if strange:
            yield _(
                "“%(question)s” cannot offer “%(code)s”: its answers have the codes %(codes)s."
            ) % {
                "question": by_code[code],
                "code": strange[0],
                "codes": _(", ").join(fixed),
            }
