"""The wizard of one diagnosis, begun or still to begin.

The questions that concern one person at one moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.models import Application
from core.language import language_of_page
from needs.diagnosis.actions import begin, finish, keep
from needs.diagnosis.links import home_of
from needs.diagnosis.moments import diagnosis_of, paper_for, version_for
from needs.models import Diagnosis
from questionnaires.wizard import Wizard

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from questionnaires.page_results import PageResult


@dataclass(slots=True, kw_only=True)
class DiagnosisWizard(Wizard):
    """The pages of `application` at one moment."""

    application: Application
    moment: str
    diagnosis: Diagnosis | None
    template: ClassVar[str] = "needs/diagnosis/page.html"

    @classmethod
    def of(cls, application: Application, moment: str) -> Self:
        """In the language of this request."""
        diagnosis = diagnosis_of(application, moment)
        version = diagnosis.version_id if diagnosis else version_for(application, moment)
        form = paper_for(application, version, language_of_page())
        home = home_of(application.token, moment)
        return cls(
            form=form, home=home, application=application, moment=moment, diagnosis=diagnosis
        )

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.diagnosis.answers if self.diagnosis else {}

    @property
    def is_over(self) -> bool:
        """Whether every question was answered and counted up."""
        return bool(self.diagnosis and self.diagnosis.finished_at)

    @property
    def result(self) -> str:
        """Where it leads."""
        return self.url("result")

    def context(self) -> dict[str, Any]:
        """The stop."""
        return {"stop": self.application.stop}

    def keep(self, request: HttpRequest, result: PageResult) -> None:  # noqa: ARG002  a hook
        """Begin it, if need be, and keep what is right. Raises what `begin` and `keep` raise."""
        self.diagnosis = begin(self.application, moment=self.moment, language=self.form.language)
        keep(self.diagnosis, result.answers)

    def refused(
        self,
        request: HttpRequest,  # noqa: ARG002  a hook
        refusal: ValidationError,  # noqa: ARG002  a hook
    ) -> HttpResponse | None:
        """Back to the beginning, which says that it was answered or taken back meanwhile."""
        return redirect(self.home)

    def finish(self, request: HttpRequest) -> HttpResponse:
        """Count it up and lead to the three steps, or to a page that was left out."""
        try:
            if self.diagnosis:
                finish(self.diagnosis)
        except ValidationError:
            messages.info(request, _("One page is left. Then your three steps are ready."))
            return redirect(self.resumption())
        return redirect(self.result)
