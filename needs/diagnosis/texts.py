"""The words of the three steps, by theme and way.

In other words for those who begin and for cooperatives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, and why."""

    title: StrOrPromise
    why: StrOrPromise


ADVICE: dict[tuple[str, str], Advice] = {  # for everybody
    ("idea", "workshop"): Advice(
        _("A new product or service, tried at small cost"),
        _("A small trial with a few customers shows what is worth making more of."),
    ),
    ("idea", "coaching"): Advice(
        _("Your goal for the year, and the first three steps"),
        _("With an expert beside you, a wish becomes a plan with dates."),
    ),
    ("idea", "alone"): Advice(
        _("Write your goal for the year in one sentence"),
        _("Put it where you see it every day: choices become easier."),
    ),
    ("marketing", "workshop"): Advice(
        _("Finding customers and setting a fair price"),
        _("A price that counts materials and hours leaves something at the end of the month."),
    ),
    ("marketing", "coaching"): Advice(
        _("Your offer in one sentence, and whom to tell it"),
        _("An expert looks at your work with the eyes of a customer."),
    ),
    ("marketing", "alone"): Advice(
        _("Ask three customers why they come to you"),
        _("Their words are the best way to speak to the next ones."),
    ),
    ("financing", "workshop"): Advice(
        _("Financing: loans, guarantees and support"),
        _("You see what exists, what it costs, and what suits a project like yours."),
    ),
    ("financing", "coaching"): Advice(
        _("Your file for a bank or a fund, page by page"),
        _("Read with an expert, a file becomes shorter and easier to defend."),
    ),
    ("financing", "alone"): Advice(
        _("Write a list of what you need to buy, with prices"),
        _("Knowing the sum, one can look for it calmly, or find that less is enough."),
    ),
    ("management", "workshop"): Advice(
        _("Simple accounts: what comes in, what goes out"),
        _("Ten minutes a week are enough to know what you earn."),
    ),
    ("management", "coaching"): Advice(
        _("Your costs and your profit, with your own figures"),
        _("Worked out once with an expert, the cost of one piece or one service stays clear."),
    ),
    ("management", "alone"): Advice(
        _("Write down every expense for seven days"),
        _("After a week you see where the money goes."),
    ),
    ("digital", "workshop"): Advice(
        _("WhatsApp and social networks for selling"),
        _("With the telephone you already have, more people can see your work."),
    ),
    ("digital", "coaching"): Advice(
        _("Your page on the internet, made together"),
        _("One hour with somebody at your side is worth many evenings alone."),
    ),
    ("digital", "alone"): Advice(
        _("Take three good photos of your work"),
        _("By daylight, on a plain cloth: they serve everywhere."),
    ),
    ("administration", "workshop"): Advice(
        _("Registering and permits, step by step"),
        _("Knowing the right counter and the right paper saves days."),
    ),
    ("administration", "coaching"): Advice(
        _("The legal form that suits you"),
        _("Each form opens doors and asks for duties: better compared before than after."),
    ),
    ("administration", "alone"): Advice(
        _("Gather your papers in one folder"),
        _("When somebody asks for one, you have it in a minute."),
    ),
    ("social_tax", "workshop"): Advice(
        _("Health cover, pension and taxes in plain words"),
        _("What you pay opens rights: it is good to know which."),
    ),
    ("social_tax", "coaching"): Advice(
        _("Your own cover and taxes, with an expert"),
        _("Every situation is different: an expert looks at yours and names the next step."),
    ),
    ("social_tax", "alone"): Advice(
        _("Write down your questions about cover and taxes"),
        _("Written down, they find their answer at the first meeting."),
    ),
}
BEGINNING: dict[tuple[str, str], Advice] = {  # for who has no enterprise yet
    ("idea", "workshop"): Advice(
        _("From the idea to the first sale"),
        _("An idea that is tried with little money is safer than one that waits for a lot."),
    ),
    ("idea", "coaching"): Advice(
        _("Your project on one page"),
        _("Who buys, what, at what price: an expert helps you put it into clear words."),
    ),
    ("idea", "alone"): Advice(
        _("Talk about your idea with three people who could buy"),
        _("What they ask and what they like is worth more than many opinions."),
    ),
    ("marketing", "alone"): Advice(
        _("Visit two places where your future customers buy"),
        _("You see the prices, the choice, and what is missing there."),
    ),
    ("management", "workshop"): Advice(
        _("Organising your time and your first accounts"),
        _("Begun simply, accounts stay simple when sales come."),
    ),
    ("management", "alone"): Advice(
        _("Keep two hours a week for your project"),
        _("A project that has its own hours moves on, even slowly."),
    ),
    ("digital", "alone"): Advice(
        _("Look at three pages of people who do what you want to do"),
        _("You see what they show, and how they speak to their customers."),
    ),
}
COOPERATIVE: dict[tuple[str, str], Advice] = {  # for cooperatives
    ("management", "alone"): Advice(
        _("Write down who does what this month"),
        _("Each sees the work of the others, and nothing is forgotten."),
    ),
    ("administration", "workshop"): Advice(
        _("Running a cooperative: members, meetings, records"),
        _("Clear records protect each member and make decisions easier."),
    ),
    ("administration", "coaching"): Advice(
        _("The statutes of your cooperative, read together"),
        _("An expert says what they allow, and what can be made simpler."),
    ),
}
