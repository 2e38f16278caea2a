"""All questions on one page, for whoever writes down what a person says: read out in the language of the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.wizard import Walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from applications.models import Application
    from needs.models import Diagnosis
    from people.models import User


@dataclass
class Sheet:
    """One sheet: what was answered, what was typed now, and what of it has to be put right."""

    walk: Walk
    errors: dict[str, list[str]] = field(default_factory=dict)
    raw: QueryDict | None = None

    @classmethod
    def of(cls, application: Application, moment: str) -> Sheet:
        """As it stands."""
        return cls(Walk.of(application, moment))

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Each page: its title, its questions drawn."""
        typed: Mapping[str, Any] = {"errors": self.errors, "raw": self.raw if self.errors else None}
        return [(page.title, page.render(self.walk.answers, **typed)) for page in self.walk.pages]

    def take(self, data: QueryDict, *, by: User, complete: bool) -> Diagnosis | None:
        """Keep all that is right and, when it shall be `complete`, count it up; nothing when something is wrong.

        What is missing is wrong only when it shall be complete. It takes no answer away: the person may have given it
        on their own telephone since this sheet was opened.
        """
        self.raw = data
        outcome = self.walk.paper.clean(data)
        try:
            application, moment = self.walk.application, self.walk.moment
            begun = begin(application, moment=moment, language=application.language, entered_by=by)
            keep(begun, outcome.answers)
            if complete:
                self.errors = outcome.errors
                return None if self.errors else finish(begun, by=by)
        except ValidationError as refusal:
            self.errors = {"": refusal.messages}
            return None
        self.errors = {code: said for code, said in outcome.errors.items() if any(data.getlist(code))}
        return None if self.errors else begun

    @property
    def wrong(self) -> list[tuple[str, str, list[str]]]:
        """What has to be put right: code, question, sentences."""
        labels = {question.code: question.label for question in self.walk.paper.questions}
        return [(code, labels.get(code, ""), said) for code, said in self.errors.items()]
