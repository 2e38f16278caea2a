"""All questions on one page, for whoever writes down what a person says.

They are read out in the language of the caller.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.wizard import DiagnosisWizard
from questionnaires.page_results import PageResult

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from applications.models import Application
    from needs.models import Diagnosis
    from people.models import User
    from questionnaires.compiled_forms import Page


@dataclass
class OnePage:
    """What was answered, what was typed now, and what of it has to be put right."""

    wizard: DiagnosisWizard
    result: PageResult = field(default_factory=PageResult)

    @classmethod
    def of(cls, application: Application, moment: str) -> OnePage:
        """As it stands."""
        return cls(DiagnosisWizard.of(application, moment))

    @property
    def pages(self) -> list[tuple[Page, SafeString]]:
        """Each page with its fields."""
        return self.wizard.one_page(self.result)

    @property
    def wrong(self) -> list[tuple[str, str, list[str]]]:
        """What has to be put right: code, question, sentences."""
        return self.wizard.wrong(self.result)

    @property
    def status(self) -> int:
        """The status code of the page."""
        return 422 if self.result.errors else 200

    def take(self, data: QueryDict, *, by: User, complete: bool) -> Diagnosis | None:
        """Keep all that is right and, when it shall be `complete`, count it up.

        None when something is wrong.

        What is missing is wrong only when it shall be complete. It takes no answer away: the person
        may have given it on their own telephone since this page was opened.
        """
        result = self.wizard.read_one_page(data)
        try:
            application, moment = self.wizard.application, self.wizard.moment
            diagnosis = begin(
                application, moment=moment, language=application.language, entered_by=by
            )
            keep(diagnosis, result.answers)
            if not complete:
                result = result.without_missing()
            if complete and not result.errors:
                return finish(diagnosis, by=by)
        except ValidationError as refusal:
            result = PageResult(raw=data).refused(refusal)
        self.result = result
        return None if result.errors else diagnosis
