"""The consent texts that every installation starts with; staff may write newer versions of them."""

from datetime import timedelta

from people.models import ConsentText

KEPT = timedelta(days=730)  # after the end of a stop: the 24 months that `processing` names
TEXTS = {
    "processing": {
        "ar": (
            "المسؤول عن معالجة المعطيات: {center}. تُستعمل الأجوبة لدراسة طلب الترشيح وللمواكبة في "
            "إطار البرنامج. يطّلع عليها فريق البرنامج والخبراء المعيّنون فقط، وتُحفظ 24 شهرا بعد "
            "نهاية البرنامج. الأسئلة غير الإجبارية مشار إليها. يمكن في أي وقت الاطلاع على المعطيات "
            "أو تصحيحها أو الاعتراض على معالجتها: {contact}. التصريح لدى اللجنة الوطنية لمراقبة "
            "حماية المعطيات ذات الطابع الشخصي (القانون 09-08): {declaration}."
        ),
        "fr": (
            "Responsable du traitement : {center}. Vos réponses servent à étudier votre "
            "candidature et à vous accompagner dans le programme. Destinataires : l’équipe du "
            "programme et les experts désignés. Durée : 24 mois après la fin du programme. Les "
            "questions facultatives sont signalées. Vous pouvez à tout moment accéder à vos "
            "données, les rectifier ou vous opposer à leur traitement : {contact}. Déclaration "
            "CNDP (loi 09-08) : {declaration}."
        ),
        "en": (
            "Responsible for the data: {center}. Your answers are used to study your application "
            "and to support you in the program. They are read by the team of the program and the "
            "experts in charge of you, and kept for 24 months after the program ends. Optional "
            "questions are marked. You may at any time read your data, have them corrected or "
            "object to their use: {contact}. CNDP declaration (law 09-08): {declaration}."
        ),
    },
    "reminders": {
        "ar": (
            "أوافق على التوصل بتذكيرات عبر الرسائل القصيرة أو واتساب (المواعيد والآجال). "
            "يمكن إيقافها في أي وقت."
        ),
        "fr": (
            "J’accepte de recevoir des rappels par SMS ou WhatsApp (rendez-vous, dates limites). "
            "Je peux les arrêter à tout moment."
        ),
        "en": (
            "I agree to receive reminders by SMS or WhatsApp (appointments, deadlines). I can stop "
            "them at any time."
        ),
    },
    "sharing": {
        "ar": (
            "أوافق على أن يطّلع شركاء البرنامج في جهة {region} (الأبناك، الضمان الاجتماعي، التكوين "
            "المهني…) على ملفي من أجل مساعدتي. يمكن سحب هذه الموافقة في أي وقت."
        ),
        "fr": (
            "J’accepte que mon dossier soit communiqué aux partenaires du programme dans la région "
            "{region} (banques, CNSS, OFPPT…) afin qu’ils puissent m’aider. Je peux retirer cet "
            "accord à tout moment."
        ),
        "en": (
            "I agree that my file is shown to the partners of the program in the region {region} "
            "(banks, CNSS, OFPPT…) so that they can help me. I can take this back at any time."
        ),
    },
}


def consent_texts(model: type[ConsentText] = ConsentText) -> None:
    """Make the first version of each text, unless it is there.

    `model` is the historical one in a migration.
    """
    for purpose, words in TEXTS.items():
        spoken = {f"text_{language}": text for language, text in words.items()}
        model.objects.get_or_create(
            purpose=purpose, version=1, defaults={"text": words["ar"], **spoken}
        )
