"""The texts of the demonstration: its stops, the institutions beside them, their staff."""

from __future__ import annotations

from dataclasses import dataclass

Texts = dict[str, str]  # by language
AFTER_SENDING: Texts = {
    "ar": "بعد إغلاق باب الترشيح، يقرأ فريق المركز طلبك خلال خمسة أيام. "
    "يصلك الجواب برسالة قصيرة، ثم نحدد معك أول ورشة وأول لقاء مع خبير.",
    "fr": "Après la clôture, l’équipe du centre lit votre candidature sous cinq jours. "
    "La réponse arrive par SMS ; nous fixons ensuite avec vous le premier atelier et le "
    "premier rendez-vous avec un expert.",
    "en": "After the closing date, the center’s team reads your application within five days. "
    "The answer comes by SMS; then we agree with you on the first workshop and "
    "the first meeting with an expert.",
}


@dataclass(frozen=True)
class StopText:
    """One stop in words, and its days counted from today."""

    slug: str
    prefix: str
    region: str  # ISO code
    opens: int
    closes: int
    starts: int
    ends: int
    places: int
    name: Texts
    tagline: Texts
    description: Texts


STOPS = (
    StopText(
        slug="fes-meknes",
        prefix="FM",
        region="MA-03",
        opens=-40,
        closes=22,
        starts=-21,
        ends=119,
        places=400,
        name={"ar": "محطة جهة فاس - مكناس", "fr": "Étape de Fès-Meknès", "en": "Fès-Meknès stop"},
        tagline={
            "ar": "خبراء معك، بالمجان، لتبدأ مشروعك أو تطوّره",
            "fr": "Des experts à vos côtés, gratuitement, pour lancer ou développer votre projet",
            "en": "Experts by your side, free of charge, to start your project or make it grow",
        },
        description={
            "ar": "ورشات عن بعد، لقاءات فردية، وأجوبة عن أسئلتك. الترشيح يأخذ 6 دقائق من الهاتف. "
            "البرنامج مفتوح لحاملي المشاريع والمقاولين الذاتيين والمقاولات الصغرى والتعاونيات "
            "في كل عمالات وأقاليم الجهة.",
            "fr": "Ateliers à distance, rendez-vous individuels et réponses à vos questions. "
            "La candidature prend 6 minutes sur un téléphone. "
            "Le programme est ouvert aux porteurs de projet, auto-entrepreneurs, "
            "très petites entreprises et coopératives de toutes les préfectures et provinces "
            "de la région.",
            "en": "Remote workshops, one-on-one meetings and answers to your questions. "
            "Applying takes 6 minutes on a phone. "
            "The program is open to project holders, self-employed people, micro-enterprises "
            "and cooperatives from every prefecture and province of the region.",
        },
    ),
    StopText(
        slug="souss-massa",
        prefix="SM",
        region="MA-09",
        opens=45,
        closes=105,
        starts=120,
        ends=210,
        places=300,
        name={"ar": "محطة جهة سوس - ماسة", "fr": "Étape de Souss-Massa", "en": "Souss-Massa stop"},
        tagline={
            "ar": "من الأركان إلى البحر: مواكبة مجانية لمشاريع سوس - ماسة",
            "fr": "De l’arganier à la mer : "
            "un accompagnement gratuit pour les projets de Souss-Massa",
            "en": "From the argan tree to the sea: free support for the projects of Souss-Massa",
        },
        description={
            "ar": "تصل القافلة إلى أكادير وإنزكان وتارودانت وتيزنيت وطاطا واشتوكة: "
            "تعاونيات المنتجات المجالية، والصيد، والسياحة القروية، وكل من لديه فكرة.",
            "fr": "La caravane arrive à Agadir, Inezgane, Taroudannt, Tiznit, Tata et Chtouka : "
            "coopératives du terroir, pêche, tourisme rural, et toute personne qui a une idée.",
            "en": "The caravan comes to Agadir, Inezgane, Taroudannt, Tiznit, Tata and Chtouka: "
            "cooperatives of local produce, fishing, rural tourism, and everybody who has an idea.",
        },
    ),
    StopText(
        slug="tanger-tetouan-al-hoceima",
        prefix="TTA",
        region="MA-01",
        opens=120,
        closes=180,
        starts=195,
        ends=285,
        places=350,
        name={
            "ar": "محطة جهة طنجة - تطوان - الحسيمة",
            "fr": "Étape de Tanger-Tétouan-Al Hoceïma",
            "en": "Tangier-Tétouan-Al Hoceïma stop",
        },
        tagline={
            "ar": "بين البحر والجبل: خطوة أولى نحو مقاولتك",
            "fr": "Entre mer et montagne : un premier pas vers votre entreprise",
            "en": "Between sea and mountain: a first step towards your enterprise",
        },
        description={
            "ar": "محطة الشمال: خدمات، ولوجستيك، وصناعة تقليدية، وفلاحة الجبل. "
            "ورشات عن بعد ولقاءات مع خبراء الجهة.",
            "fr": "L’étape du Nord : services, logistique, artisanat et agriculture de montagne. "
            "Ateliers à distance et rendez-vous avec les experts de la région.",
            "en": "The stop of the North: services, logistics, crafts and mountain farming. "
            "Remote workshops and meetings with the experts of the region.",
        },
    ),
)

# Code, kind, link, name; no logo: they belong to others.
PARTNERS: tuple[tuple[str, str, str, Texts], ...] = (
    (
        "cnss",
        "social",
        "https://www.cnss.ma/",
        {
            "ar": "الصندوق الوطني للضمان الاجتماعي",
            "fr": "CNSS",
            "en": "National Social Security Fund (CNSS)",
        },
    ),
    (
        "dgi",
        "tax",
        "https://www.tax.gov.ma/",
        {
            "ar": "المديرية العامة للضرائب",
            "fr": "Direction générale des impôts",
            "en": "General Tax Directorate",
        },
    ),
    (
        "tamwilcom",
        "guarantee",
        "https://www.tamwilcom.ma/",
        {
            "ar": "تمويلكم (صندوق الضمان المركزي)",
            "fr": "Tamwilcom (ex-CCG)",
            "en": "Tamwilcom (formerly CCG)",
        },
    ),
    (
        "ofppt",
        "training",
        "https://www.ofppt.ma/",
        {
            "ar": "مكتب التكوين المهني وإنعاش الشغل",
            "fr": "OFPPT",
            "en": "Vocational Training Office (OFPPT)",
        },
    ),
    ("banque", "bank", "", {"ar": "بنك شريك", "fr": "Banque partenaire", "en": "Partner bank"}),
    (
        "assurance",
        "insurer",
        "",
        {"ar": "شركة تأمين شريكة", "fr": "Assureur partenaire", "en": "Partner insurer"},
    ),
    (
        "operateur",
        "operator",
        "",
        {
            "ar": "متعهد اتصالات شريك",
            "fr": "Opérateur télécom partenaire",
            "en": "Partner telecom operator",
        },
    ),
    (
        "presse",
        "press",
        "",
        {"ar": "الصحافة الجهوية", "fr": "Presse régionale", "en": "Regional press"},
    ),
)

# E-mail address before the @, name, role, region, partner.
STAFF: tuple[tuple[str, str, str, str, str], ...] = (
    ("manager.fes", "نادية برادة", "manager", "MA-03", ""),
    ("reviewer.fes", "ياسين الصقلي", "reviewer", "MA-03", ""),
    ("manager.souss", "Brahim Ouhssaine", "manager", "MA-09", ""),
    ("expert.finance", "Samir Lahlou", "expert", "MA-03", ""),
    ("expert.marketing", "هند المرنيسي", "expert", "MA-03", ""),
    ("expert.droit", "عبد الحق الوزاني", "expert", "MA-03", ""),
    ("coordination", "أمل الشريف", "national", "", ""),
    ("partenaire", "Karim Benmoussa", "partner", "MA-03", "tamwilcom"),
    ("conseil.banque", "سعاد بنجلون", "partner", "MA-03", "banque"),
    ("conseil.cnss", "Rachid Alami", "partner", "MA-03", "cnss"),
    ("conseil.ofppt", "فاطمة الإدريسي", "partner", "MA-03", "ofppt"),
)
STAFF_DOMAIN = "microlabs.example"
