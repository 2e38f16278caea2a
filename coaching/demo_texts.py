"""Who helps in the demonstration, when, and what was said in its sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any


@dataclass(frozen=True)
class Planned:
    """One expert: `staff` names the account; weekly hours by day, one day a month, if any."""

    staff: str
    names: tuple[str, str]  # Arabic, French
    gender: str
    headline: tuple[str, str, str]  # Arabic, French, English
    themes: tuple[str, ...]
    weekly: tuple[tuple[int, time, time], ...]
    modes: tuple[str, ...] = ("phone", "whatsapp", "video", "center")
    booked: int = 4  # of the coming hours
    more: dict[str, Any] = field(default_factory=dict)


EXPERTS = (
    Planned(
        "expert.finance",
        ("سمير لحلو", "Samir Lahlou"),
        "man",
        (
            "عشرون سنة في تمويل المقاولات الصغرى",
            "Vingt ans dans le financement des petites entreprises",
            "Twenty years in the financing of small enterprises",
        ),
        ("financing", "management", "marketing"),
        ((0, time(9), time(12)), (2, time(14), time(17))),
        booked=6,
    ),
    Planned(
        "expert.marketing",
        ("هند المرنيسي", "Hind El Mernissi"),
        "woman",
        (
            "تساعد التعاونيات على البيع عبر الإنترنت",
            "Aide les coopératives à vendre en ligne",
            "Helps cooperatives to sell online",
        ),
        ("marketing", "digital", "idea"),
        ((1, time(14), time(17)),),
        modes=("phone", "whatsapp", "video"),
        booked=5,
    ),
    Planned(
        "expert.droit",
        ("عبد الحق الوزاني", "Abdelhak El Ouazzani"),
        "man",
        (
            "محاسب معتمد: التسجيل والتغطية الاجتماعية والضرائب",
            "Comptable agréé : immatriculation, couverture sociale, impôts",
            "Chartered accountant: registration, social cover, taxes",
        ),
        ("administration", "social_tax", "idea", "financing"),
        ((3, time(9), time(12)),),
        booked=3,
    ),
)
ASKS = (  # name in Arabic and French, why, theme: who asks to help
    ("لطيفة برادة", "Latifa Berrada", "أريد أن أساعد النساء صاحبات المشاريع.", "management"),
    ("Youssef Filali", "Youssef Filali", "Je peux donner un jeudi par mois.", "digital"),
)
CHARTER = {
    "ar": "أستقبل كل شخص باحترام، ولا أطلب مالا ولا أبيع شيئا. ما أعرفه عنه يبقى سرا. "
    "أخبر المركز إذا تعذر علي الحضور.",
    "fr": "Je reçois chacun avec respect, ne demande pas d’argent et ne vends rien. Ce que "
    "j’apprends reste confidentiel. Je préviens le centre quand je ne peux pas venir.",
    "en": "I receive everybody with respect, ask for no money and sell nothing. What I learn stays "
    "confidential. I tell the center when I cannot come.",
}
SAID = (  # what a report holds: topics, result, next steps with days from now until they are due
    (
        "Plan de financement",
        "Le prêt demandé est trop élevé : nous l’avons ramené à 60 000 DH.",
        (("أطلب ثلاثة عروض أثمان للآلة", 4), ("أفتح حسابا بنكيا باسم المشروع", 10)),
    ),
    (
        "الثمن وهامش الربح",
        "حسبنا تكلفة القطعة: الثمن الحالي لا يغطي النقل.",
        (("أكتب المداخيل والمصاريف كل يوم", 7),),
    ),
    (
        "Statut d’auto-entrepreneur",
        "Le dossier est complet sauf l’attestation de résidence.",
        (("أحضر شهادة السكنى", 3), ("أدفع الملف في وكالة البريد", 8)),
    ),
)
QUESTIONS = {  # what people say of their session when they book it; else nothing
    "financing": "هل يكفي قرض صغير لشراء آلة ثانية؟",
    "management": "Je note mes ventes sur un cahier : par quoi commencer ?",
    "digital": "صفحة على الفيسبوك أم متجر على الإنترنت؟",
    "administration": "Auto-entrepreneur ou coopérative : que choisir ?",
}
OPINIONS = (3, 3, 2, 3, 3, 1, 3, 2)  # faces, over and over
ASKED = (  # days ago, theme, words: women who wish for a woman; hours of one are free for none
    (47, "financing", "قرض صغير لآلة خياطة"),
    (24, "financing", "Comment préparer mon dossier bancaire ?"),
    (12, "administration", "التعاونية وقانون 112.12"),
    (2, "management", "حساب الثمن"),
)
