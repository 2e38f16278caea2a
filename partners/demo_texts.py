"""What partners say, offer and promise in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

Words = dict[str, str]


@dataclass(frozen=True)
class Told:
    """One partner: its words, its themes, and the doors to it: answered after so many days."""

    code: str
    themes: tuple[str, ...]
    words: Words
    taken: tuple[float, ...] = ()
    refused: tuple[float, ...] = ()
    financed: tuple[float, ...] = ()
    waiting: tuple[float, ...] = ()  # opened so many days ago, and not answered


TOLD = (
    Told(
        "tamwilcom",
        ("financing",),
        {
            "ar": "نضمن قروض المقاولات الصغيرة، ونشرح الملف البنكي خطوة بخطوة.",
            "fr": "Nous garantissons les crédits des petites entreprises et expliquons le dossier "
            "bancaire pas à pas.",
            "en": "We guarantee loans to small enterprises and explain the bank file step by step.",
        },
        taken=(2, 3, 5, 9),
        refused=(4, 6),
        financed=(3, 8),
        waiting=(1, 2, 4, 20),
    ),
    Told(
        "banque",
        ("financing", "management"),
        {
            "ar": "ندرس طلبات القروض الصغيرة، ونعيّن مستشارا لكل صاحب مشروع.",
            "fr": "Nous étudions les demandes de petit crédit ; chaque porteur de projet a son "
            "conseiller.",
            "en": "We study requests for small loans; each project holder has an adviser.",
        },
        taken=(4, 5, 7, 11),
        refused=(6, 8),
        financed=(5,),
        waiting=(3,),
    ),
    Told(
        "cnss",
        ("social_tax",),
        {
            "ar": "نرافق التصريح الأول والتغطية الصحية للمقاول الذاتي.",
            "fr": "Nous accompagnons la première déclaration et la couverture maladie de "
            "l’auto-entrepreneur.",
            "en": "We help with the first declaration and the health cover of the self-employed.",
        },
        taken=(3, 4, 4, 6, 9, 10),
    ),
    Told(
        "ofppt",
        ("management", "digital"),
        {
            "ar": "تكوينات قصيرة في التسيير والرقمنة، مساء ونهاية الأسبوع.",
            "fr": "Des formations courtes en gestion et en numérique, le soir et le samedi.",
            "en": "Short trainings in management and digital tools, evenings and Saturdays.",
        },
        taken=(5, 6, 8, 8, 12),
    ),
)
READ_BY_OTHERS = {  # themes whose figures partners read who have no page
    "dgi": ("social_tax",),
    "assurance": ("social_tax",),
    "operateur": ("digital",),
}
REASONS = (
    "الوكالة الأقرب لا تمول هذا النشاط حاليا. برنامج انطلاقة قد يناسب المشروع.",
    "ينقص السجل التجاري: يمكن فتح الباب من جديد بعد التسجيل.",
)
NOTES = ("مكالمة يوم الاثنين", "في انتظار الفاتورة الأولية")
TRAINING: Words = {
    "title_ar": "ملف الضمان في ساعة",
    "title_fr": "Le dossier de garantie en une heure",
    "words_ar": "لائحة الوثائق ونموذج معبأ.",
    "words_fr": "La liste des pièces et un modèle rempli.",
}
APPOINTMENTS: Words = {
    "title_ar": "يوم للمواعيد حول الضمان",
    "title_fr": "Une journée de rendez-vous sur la garantie",
}
LATER: Words = {"title_ar": "الضمان في رمضان", "title_fr": "La garantie pendant le Ramadan"}
NOT_NOW = "شكرا على الاقتراح. نفضل موعدا بعد رمضان."
PROMISES = (("tamwilcom", 30, 15), ("banque", 10, 7))  # files, days
HOSTS = ["www.tamwilcom.ma"]
