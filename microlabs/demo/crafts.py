"""What people of the demonstration do, by sector: in their own words, in Arabic and French."""

ACTIVITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "trade": (
        ("محل لبيع المواد الغذائية في الحي", "Petite épicerie de quartier"),
        ("بيع الملابس الجاهزة في السوق الأسبوعي", "Vente de prêt-à-porter au souk hebdomadaire"),
        ("محل لبيع الأواني ولوازم البيت", "Boutique de vaisselle et d’articles de maison"),
        ("بيع مواد التنظيف بالجملة والتقسيط", "Vente de produits d’entretien en gros et en détail"),
        ("مكتبة ووراقة قرب المدرسة", "Librairie-papeterie près de l’école"),
        ("بيع مستحضرات التجميل عبر الإنترنت", "Vente de cosmétiques en ligne"),
    ),
    "textile": (
        ("خياطة الجلابة والقفطان على المقاس", "Couture de djellabas et caftans sur mesure"),
        ("طرز فاسي على المفروشات", "Broderie de Fès sur linge de maison"),
        ("ورشة صغيرة لخياطة ملابس العمل", "Petit atelier de vêtements de travail"),
    ),
    "hairdressing": (
        ("صالون حلاقة للنساء", "Salon de coiffure pour dames"),
        ("حلاقة للرجال في المدينة الجديدة", "Salon de coiffure pour hommes en ville nouvelle"),
        ("تزيين العرائس في البيوت", "Maquillage et coiffure de mariées à domicile"),
    ),
    "electricity": (
        (
            "تركيب الكهرباء في المنازل والمحلات",
            "Installation électrique de logements et de commerces",
        ),
        ("سباكة وإصلاح التسربات", "Plomberie et réparation de fuites"),
        ("تركيب سخانات الماء بالطاقة الشمسية", "Pose de chauffe-eau solaires"),
    ),
    "digital": (
        (
            "تصميم مواقع وصفحات للمتاجر الصغيرة",
            "Création de sites et de pages pour petits commerces",
        ),
        ("تصوير المنتجات وتسيير صفحاتها", "Photo de produits et gestion de pages"),
        ("تطوير تطبيق لحجز المواعيد", "Développement d’une application de rendez-vous"),
    ),
    "food": (
        ("حلويات تقليدية للمناسبات", "Pâtisserie traditionnelle pour les fêtes"),
        ("مخبزة منزلية وتوزيع على المقاهي", "Pain maison livré aux cafés"),
        ("تجفيف الفواكه وتعبئتها", "Séchage et conditionnement de fruits"),
    ),
    "crafts": (
        ("نقش الخشب وصنع الأبواب", "Bois sculpté et portes traditionnelles"),
        ("دباغة وصناعة المحافظ الجلدية", "Maroquinerie en cuir tanné à Fès"),
        ("فخار أزرق وزليج", "Poterie bleue et zellige"),
        ("دمقسة الفضة بمكناس", "Damasquinage de Meknès"),
    ),
    "auto": (
        ("إصلاح محركات السيارات", "Mécanique automobile"),
        ("غسل السيارات وتلميعها", "Lavage et lustrage de voitures"),
    ),
    "repair": (
        ("إصلاح الهواتف والحواسيب", "Réparation de téléphones et d’ordinateurs"),
        ("إصلاح الثلاجات وآلات الغسيل", "Réparation de réfrigérateurs et de lave-linge"),
    ),
    "catering": (
        ("مأكولات بيتية للموظفين", "Plats maison pour les bureaux"),
        ("مقهى صغير بالمدينة القديمة", "Petit café dans la médina"),
    ),
    "tourism": (
        ("دار ضيافة في المدينة القديمة", "Maison d’hôtes dans la médina"),
        ("جولات مشي حول إفران وصفرو", "Randonnées autour d’Ifrane et de Sefrou"),
    ),
    "transport": (
        ("توصيل الطلبات بالدراجة", "Livraison à moto"),
        ("نقل البضائع بين فاس ومكناس", "Transport de marchandises entre Fès et Meknès"),
    ),
    "farming": (
        ("زيت الزيتون وتعبئته", "Huile d’olive mise en bouteille"),
        ("عسل الأعشاب الجبلية", "Miel de montagne"),
        ("تقطير ماء الورد والأعشاب العطرية", "Distillation d’eau de rose et de plantes"),
    ),
    "training": (
        ("دروس الدعم في الرياضيات", "Soutien scolaire en mathématiques"),
        ("روض صغير للأطفال", "Petite école maternelle"),
    ),
    "health": (
        ("تمريض منزلي لكبار السن", "Soins à domicile pour personnes âgées"),
        ("ترويض طبي وحصص للياقة", "Rééducation et remise en forme"),
    ),
    "services": (
        ("مسك المحاسبة لصغار التجار", "Tenue de comptabilité pour petits commerçants"),
        ("شركة للتنظيف والحراسة", "Nettoyage et gardiennage"),
    ),
    "other": (
        ("جمع البلاستيك وإعادة تدويره", "Collecte et recyclage de plastique"),
        ("تنظيم الحفلات وكراء المعدات", "Organisation de fêtes et location de matériel"),
    ),
}
QUESTIONS = (
    ("كيف أهيئ ملف القرض؟", "Comment préparer mon dossier de crédit ?"),
    (
        "هل يمكنني الانتقال من مقاول ذاتي إلى شركة؟",
        "Puis-je passer d’auto-entrepreneur à une société ?",
    ),
    ("كيف أحدد ثمن منتوجي؟", "Comment fixer le prix de mon produit ?"),
    ("كيف أستفيد من التغطية الصحية؟", "Comment bénéficier de la couverture médicale ?"),
    ("كيف أبيع خارج مدينتي؟", "Comment vendre en dehors de ma ville ?"),
    ("ما هي الضرائب التي تخصني؟", "Quels impôts me concernent ?"),
)
LOCALITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "MA-FES": (
        ("المدينة القديمة", "Médina"),
        ("فاس الجديد", "Fès Jdid"),
        ("النرجس", "Narjiss"),
        ("سايس", "Saïss"),
        ("زواغة", "Zouagha"),
        ("بنسودة", "Bensouda"),
        ("الأطلس", "Atlas"),
        ("مونفلوري", "Montfleuri"),
        ("سيدي بوجيدة", "Sidi Boujida"),
        ("عين قادوس", "Aïn Kadous"),
    ),
    "MA-MEK": (
        ("حمرية", "Hamria"),
        ("المدينة القديمة", "Médina"),
        ("البساتين", "Bassatine"),
        ("مرجان", "Marjane"),
        ("الزيتون", "Zitoune"),
        ("ويسلان", "Ouislane"),
        ("تولال", "Toulal"),
        ("سيدي بوزكري", "Sidi Bouzekri"),
    ),
    "MA-TAZ": (
        ("تازة العليا", "Taza Haut"),
        ("تازة السفلى", "Taza Bas"),
        ("واد أمليل", "Oued Amlil"),
    ),
    "MA-MOU": (("مولاي يعقوب", "Moulay Yacoub"),),
    "MA-SEF": (("صفرو", "Sefrou"),),
    "MA-KHE": (("الخميسات", "Khémisset"),),
    "MA-SIK": (("سيدي قاسم", "Sidi Kacem"),),
}
ZERHOUN = ("مولاي إدريس زرهون", "Moulay Driss Zerhoun")  # a town of the prefecture of Meknès
