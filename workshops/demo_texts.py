"""What the six workshops of the demonstration are about, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Planned:
    """One workshop of the demonstration: `days` from today, and how many sit there and wait."""

    theme: str
    days: int
    clock: time
    minutes: int
    way: str
    capacity: int
    taken: int
    waiting: int
    trainers: tuple[str, ...]  # addresses of experts, codes of partners
    title: tuple[str, str, str]  # Arabic, French, English
    text: tuple[str, str, str]
    state: str = "published"


SIX = (
    Planned(
        *("financing", -12, time(10), 120, "on_site", 40, 33, 0, ("expert.finance", "banque")),
        title=(
            "انطلاقة: قرض مدعم لمشروعك",
            "Intelaka : un crédit garanti pour votre projet",
            "Intelaka: a guaranteed loan for your project",
        ),
        text=(
            "من له الحق في برنامج انطلاقة، وما الذي يطلبه البنك، وكيف يحضر الملف خطوة بخطوة.",
            "Qui a droit à Intelaka, ce que la banque demande, et le dossier pas à pas.",
            "Who may have Intelaka, what the bank asks for, and the file step by step.",
        ),
    ),
    Planned(
        *("management", -5, time(15), 90, "online", 30, 27, 0, ("expert.finance",)),
        title=(
            "دراسة الجدوى: هل يربح مشروعي؟",
            "L’étude de faisabilité : mon projet gagne-t-il ?",
            "The feasibility study: does my project earn?",
        ),
        text=(
            "حساب التكاليف والثمن والحد الأدنى للمبيعات في ورقة واحدة.",
            "Coûts, prix et seuil de rentabilité sur une seule feuille.",
            "Costs, price and break-even point on a single sheet.",
        ),
    ),
    Planned(
        *("administration", 3, time(10), 90, "online", 30, 21, 0, ("expert.droit",)),
        title=(
            "دعم الدولة للمقاولات الصغرى",
            "Les aides de l’État aux petites entreprises",
            "State aid for small enterprises",
        ),
        text=(
            "ميثاق الاستثمار وبرامج الدعم: أيها يناسب مقاولتك وأين يطلب.",
            "Charte de l’investissement, programmes d’appui : lequel vous convient, où demander.",
            "The investment charter and support programmes: which suits you, where to ask.",
        ),
    ),
    Planned(
        *("digital", 6, time(10), 120, "both", 30, 30, 5, ("expert.marketing", "operateur")),
        title=(
            "التحول الرقمي: الأدوات الأولى",
            "Passer au numérique : les premiers outils",
            "Going digital: the first tools",
        ),
        text=(
            "واتساب للأعمال، وجدول للمداخيل، ونسخة احتياطية: من الهاتف وحده.",
            "WhatsApp Business, un tableau des recettes, une sauvegarde : avec le seul téléphone.",
            "WhatsApp Business, a table of income, a backup copy: with the telephone alone.",
        ),
    ),
    Planned(
        *("marketing", 9, time(15), 90, "online", 30, 12, 0, ("expert.marketing",)),
        title=(
            "التسويق الرقمي: متجر على فيسبوك",
            "Le marketing digital : une boutique sur Facebook",
            "Digital marketing: a Facebook shop",
        ),
        text=(
            "صورة جيدة، ونص قصير، وثمن واضح، وأول إعلان بمئة درهم.",
            "Une bonne photo, un texte court, un prix clair, une première annonce à 100 dirhams.",
            "A good picture, a short text, a clear price, a first advertisement of 100 dirhams.",
        ),
    ),
    Planned(
        *("social_tax", 13, time(10), 120, "both", 35, 18, 0, ("cnss", "dgi")),
        title=(
            "التغطية الاجتماعية والضرائب مع الصندوق والمديرية",
            "Couverture sociale et impôts, avec la CNSS et la DGI",
            "Social cover and tax, with CNSS and DGI",
        ),
        text=(
            "المساهمة المهنية الموحدة، والتصريح، وأمو: أسئلتك لمن يعرف الجواب.",
            "Contribution unique, déclaration, AMO : vos questions à ceux qui savent.",
            "The single contribution, declaring, AMO: your questions to those who know.",
        ),
    ),
)
SPEAKERS = {  # of partners: name in Arabic and French, theme
    "cnss": ("خديجة بنعلي", "Khadija Benali", "social_tax"),
    "dgi": ("رشيد التازي", "Rachid Tazi", "social_tax"),
    "banque": ("سلمى العلوي", "Salma Alaoui", "financing"),
    "operateur": ("عمر الشرقاوي", "Omar Cherkaoui", "digital"),
}
EXPERTS = {  # addresses of accounts: themes
    "expert.finance": ("financing", "management"),
    "expert.marketing": ("marketing", "digital"),
    "expert.droit": ("administration", "social_tax", "idea"),
}
ROOMS = (  # Arabic, French, address, seats
    ("قاعة الندوات", "Salle de conférences", "CRI, Place de la Résistance, Fès", 60),
    ("دار المبادرة بمكناس", "Maison de l’initiative, Meknès", "Avenue des FAR, Meknès", 35),
)
THINGS = (  # what is carried to workshops: Arabic, French
    ("جهاز عرض محمول", "Vidéoprojecteur portable"),
    ("عشرة حواسيب محمولة", "Dix ordinateurs portables"),
)
SOUKS = (("MA-SEF", 3), ("MA-TAO", 0), ("MA-HAJ", 0))  # province, weekday
