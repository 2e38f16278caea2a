"""The names of a million people: forty first names and sixty family names, in both alphabets."""

from collections.abc import Callable

from people.names import fold, phonetic_key

FIRST = """
Amina Fatima Khadija Aicha Salma Zineb Meryem Naima Rachida Samira Houda Hanane Karima Latifa
Malika Nadia Souad Wafae Youssef Mohamed
محمد أمينة فاطمة خديجة عائشة سلمى مريم نعيمة سميرة هدى حنان كريمة نادية سعاد يوسف
حسن رشيد عمر سعيد كمال
"""
FAMILY = """
Alaoui Idrissi Tazi Fassi Benjelloun Berrada Amrani Chraibi Lahlou Naciri Tahiri Bennani Mernissi
Slaoui Kadiri Ouazzani Filali Cherkaoui Bouazza Hajji Sebti Skalli Zaki Rami Saidi Mansouri
Hamdaoui Jabri Lamrani Daoudi
العلوي الإدريسي التازي الفاسي بنجلون برادة العمراني الشرايبي لحلو الناصري الطاهري بناني المرنيسي
السلاوي القادري الوزاني الفيلالي الشرقاوي بوعزة حجي السبتي الصقلي زكي الرامي السعيدي المنصوري
الحمداوي الجابري المراني الداودي
"""
HOW: dict[str, Callable[[str], str]] = {"written": str, "folded": fold, "heard": phonetic_key}


def arrays() -> dict[str, list[str]]:
    """Both lists as they are written, folded, and heard."""
    lists = {"first": FIRST.split(), "family": FAMILY.split()}
    return {
        f"{of}_{name}": [how(each) for each in names]
        for of, names in lists.items()
        for name, how in HOW.items()
    }
