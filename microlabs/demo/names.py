"""Names as they are heard in Fès and Meknès, in Arabic and as people write them in French."""

WOMEN = (
    ("فاطمة", "Fatima"), ("خديجة", "Khadija"), ("مريم", "Meryem"), ("سناء", "Sanae"), ("نادية", "Nadia"),
    ("حنان", "Hanane"), ("لطيفة", "Latifa"), ("زينب", "Zineb"), ("سميرة", "Samira"), ("نعيمة", "Naïma"),
    ("إلهام", "Ilham"), ("هند", "Hind"), ("سلمى", "Salma"), ("أسماء", "Asmae"), ("كوثر", "Kaoutar"),
    ("إيمان", "Imane"), ("حسناء", "Hasnae"), ("رجاء", "Rajae"), ("بشرى", "Bouchra"), ("ليلى", "Leïla"),
    ("سعيدة", "Saïda"), ("نزهة", "Nezha"), ("غزلان", "Ghizlane"), ("وفاء", "Wafae"), ("صباح", "Sabah"),
    ("عائشة", "Aïcha"), ("مليكة", "Malika"), ("رشيدة", "Rachida"), ("هاجر", "Hajar"), ("شيماء", "Chaimae"),
    ("دنيا", "Dounia"), ("ابتسام", "Ibtissam"), ("فدوى", "Fadoua"), ("أمينة", "Amina"), ("يسرى", "Yousra"),
    ("سكينة", "Soukaina"), ("نجاة", "Najat"), ("جميلة", "Jamila"), ("حليمة", "Halima"), ("مونية", "Mounia"),
)
MEN = (
    ("محمد", "Mohammed"), ("أحمد", "Ahmed"), ("يوسف", "Youssef"), ("عبد الله", "Abdellah"), ("رشيد", "Rachid"),
    ("سعيد", "Saïd"), ("خالد", "Khalid"), ("كريم", "Karim"), ("هشام", "Hicham"), ("مصطفى", "Mustapha"),
    ("عمر", "Omar"), ("حسن", "Hassan"), ("إدريس", "Driss"), ("عزيز", "Aziz"), ("بلال", "Bilal"),
    ("أيوب", "Ayoub"), ("أنس", "Anas"), ("مهدي", "Mehdi"), ("زكرياء", "Zakaria"), ("ياسين", "Yassine"),
    ("نبيل", "Nabil"), ("جواد", "Jaouad"), ("منير", "Mounir"), ("عثمان", "Othmane"), ("طارق", "Tarik"),
    ("عبد الحق", "Abdelhak"), ("عبد الرحيم", "Abderrahim"), ("حميد", "Hamid"), ("جمال", "Jamal"), ("فؤاد", "Fouad"),
    ("سفيان", "Soufiane"), ("حمزة", "Hamza"), ("إسماعيل", "Ismaïl"), ("عادل", "Adil"), ("توفيق", "Toufik"),
    ("المهدي", "El Mehdi"), ("علي", "Ali"), ("إبراهيم", "Brahim"), ("عبد الكريم", "Abdelkrim"), ("نور الدين", "Noureddine"),
)
FAMILIES = (
    ("العلوي", "Alaoui"), ("بنجلون", "Benjelloun"), ("التازي", "Tazi"), ("الإدريسي", "El Idrissi"), ("برادة", "Berrada"),
    ("بناني", "Bennani"), ("الفاسي", "El Fassi"), ("بنعيسى", "Benaïssa"), ("الصقلي", "Skalli"), ("لحلو", "Lahlou"),
    ("الزياني", "Ziani"), ("المرنيسي", "Mernissi"), ("الكتاني", "El Kettani"), ("بوزيان", "Bouziane"), ("حمداوي", "Hamdaoui"),
    ("الوزاني", "Ouazzani"), ("السقاط", "Sekkat"), ("بنموسى", "Benmoussa"), ("الحسني", "El Hassani"), ("عمراني", "Amrani"),
    ("الغازي", "El Ghazi"), ("بوشتى", "Bouchta"), ("الخطابي", "El Khattabi"), ("شرايبي", "Chraïbi"), ("الرامي", "Errami"),
    ("مزيان", "Meziane"), ("السعيدي", "Saïdi"), ("حجي", "Hajji"), ("الدباغ", "Debbagh"), ("النجار", "Najjar"),
    ("الحداد", "El Haddad"), ("الخياط", "Khayat"), ("بلقاسم", "Belkacem"), ("زروال", "Zeroual"), ("أمغار", "Amghar"),
    ("آيت علي", "Aït Ali"), ("أوحساين", "Ouhssaine"), ("بوعزة", "Bouazza"), ("الصنهاجي", "Sanhaji"), ("الغرباوي", "Gharbaoui"),
    ("المكناسي", "El Meknassi"), ("الزرهوني", "Zerhouni"), ("الحياني", "Hayani"), ("اليعقوبي", "Yacoubi"), ("بنحدو", "Benhaddou"),
    ("القادري", "El Kadiri"), ("المنصوري", "Mansouri"), ("الراشدي", "Rachidi"), ("بلمليح", "Belmlih"), ("السباعي", "Sbaï"),
)
