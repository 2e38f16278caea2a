"""The letter of one person before it is published: as it will be read, in usual or in own words."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications import decision_letters
from applications.mails import reader
from applications.models import WaitingList
from messaging.actions.letters import channel_for
from messaging.channels.base import channels
from messaging.models import Preference, Wording
from messaging.occasions import EVENTS
from messaging.words import filled, texts_of, usual_texts
from selection import letters
from selection.deciding.batch import Pace, lines, prepared
from selection.models import Decision, Selection
from selection.reasons import ReasonTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.models import Application
    from messaging.channels.base import Channel
    from messaging.words import Words
    from programs.models import Stop
    from selection.deciding.batch import DecisionRow

HIDDEN = "x" * 22  # as long as the secret of a real link, and opens nothing


@dataclass(frozen=True)
class Speaker:
    """What the letters of a stop are written with."""

    selection: Selection
    reasons: ReasonTexts
    wordings: Mapping[str, Wording]

    @classmethod
    def of(cls, stop: Stop) -> Speaker:
        """That of `stop`. Three statements."""
        selection = Selection.objects.filter(stop=stop).first() or Selection(stop=stop)
        own = Wording.objects.filter(stop=stop, event__in=Decision.EVENTS.values())
        return cls(selection, ReasonTexts(stop), {each.event: each for each in own})

    def context(self, line: DecisionRow) -> Mapping[str, str]:
        """What its placeholders stand for, without the secrets of its links."""
        application = copy(line.application)
        application.pk, application.token, application.confirm_by = 0, HIDDEN, line.until
        details = {}
        if line.event == "declined":
            reasons = self.reasons.text(line.decision.reasons, application.language)
            until = line.due_at + letters.days_to_appeal_of(self.selection)
            details = letters.refused(application, reasons=reasons, until=until)
        elif line.rank:
            details = {"rank": str(line.rank)}
        return decision_letters.letter(application, line.event, 0, details).context

    def usual(self, line: DecisionRow) -> dict[str, str]:
        """What everybody reads on this occasion in the language of this person, by field."""
        event = EVENTS[line.event]
        return usual_texts(event, self.wordings.get(event.code), line.application.language)

    def words(self, line: DecisionRow, texts: Mapping[str, str]) -> Words:
        """The words with `texts` for this person alone."""
        event, language = EVENTS[line.event], line.application.language
        said = {**texts_of(event, self.wordings.get(line.event), language), **texts}
        return filled(said, event, language=language, context=self.context(line))


@dataclass(frozen=True)
class OneLetter:
    """The letter to one person, and what may be done with it."""

    line: DecisionRow
    usual: Mapping[str, str]
    speaker: Speaker
    channel: Channel | None

    @property
    def decision(self) -> Decision:
        """What it tells."""
        return self.line.decision

    @property
    def application(self) -> Application:
        """Whom it is about."""
        return self.line.application

    @property
    def texts(self) -> Mapping[str, str]:
        """What it says to this person alone, by field."""
        return self.line.own_letter.texts if self.line.own_letter else {}

    @property
    def words(self) -> Words:
        """As it would be read now."""
        return self.speaker.words(self.line, self.texts)

    @property
    def short(self) -> str:
        """The same as an SMS."""
        return short_of(self.words, self.line.event)


def short_of(words: Words, event: str) -> str:
    """What a telephone shows of it."""
    _none, short = channels()["sms"].lay_out(words, EVENTS[event])
    return short


def one_letter(stop: Stop, application: Application) -> OneLetter | None:
    """The letter about the prepared decision of `application`; None where there is none."""
    rows = Decision.objects.of_stop(stop).prepared().filter(application=application)
    decision = rows.select_related("application__applicant", "own_letter", "held_by").first()
    line = _line(stop, decision) if decision else None
    if line is None:
        return None
    speaker = Speaker.of(stop)
    wish = Preference.objects.filter(person=line.application.applicant_id or 0).first()
    return OneLetter(line, speaker.usual(line), speaker, channel_of(line, wish))


def channel_of(line: DecisionRow, wish: Preference | None) -> Channel | None:
    """By which channel it goes: words of its own by none that only takes templates."""
    own = line.own_letter is not None
    return channel_for(reader(line.application), wish, EVENTS[line.event], any_words=own)


def _line(stop: Stop, decision: Decision) -> DecisionRow | None:
    """When it would leave, and with which rank: with the others; after them while it is held."""
    decisions = prepared(stop)
    if decision.held_at:
        decision.application.stop = stop
        decisions.append(decision)
    rows = lines(decisions, WaitingList.objects.of(stop), Pace())
    return next((each for each in rows if each.decision.pk == decision.pk), None)
