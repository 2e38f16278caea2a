"""A manager makes a form of their own by keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from questionnaires.models import Question, Version
from tests.browser.conftest import DESK, Open
from tests.browser.test_every_page import enter
from tests.cast import Cast

MOST_TABS = 250


def reach(page: Page, wanted: Locator) -> None:
    """Tab forward until this has the focus."""
    expect(wanted).to_be_visible()
    for _each in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"no key leads to {wanted}")


def press(page: Page, name: str) -> None:
    """Go to the link or button with this name and press Enter; the next page is loaded."""
    link, button = (page.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
    reach(page, link.or_(button).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    """Go to the field that is shown with this label, and type."""
    reach(page, page.get_by_label(label).locator("visible=true").first)
    page.keyboard.type(text)


def test_a_form_is_made_by_keyboard_alone(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    context = opened("fr", **DESK)
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto("/desk/forms/new/")
    write(page, "Nom Français", "Candidature de Fès")
    press(page, "Le créer")
    press(page, "Ajouter une question · Qui êtes-vous ?")
    write(page, "Question Français", "Quels jours ?")
    write(page, "Comment on y répond", "Choix")
    write(page, "Réponse Français", "Le matin")
    reach(page, page.get_by_role("button", name="Ajouter une réponse"))
    page.keyboard.press("Enter")
    page.keyboard.type("Le soir")
    press(page, "Enregistrer la question")
    press(page, "Monter : Quels jours ?")
    version = Version.objects.get(questionnaire__stop=live_cast.stop)
    made = Question.objects.get(section__version=version, label_fr="Quels jours ?")
    assert (made.kind, made.position, [each.label_fr for each in made.options.all()]) == (
        "choice",
        4,
        ["Le matin", "Le soir"],
    )
