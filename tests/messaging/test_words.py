"""A sign-in code fits one SMS in every language, and names the platform."""

import pytest

from messaging.mails import sign_in_code

GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà") | {
    chr(code) for base in (48, 65, 97) for code in range(base, base + (10 if base == 48 else 26))
}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "ميكرولابس: رمز الدخول هو 123456. لا يُعطى لأي أحد."),
        ("fr", "Microlabs : votre code est 123456. Ne le donnez à personne."),
        ("en", "Microlabs: your code is 123456. Give it to nobody."),
    ],
)
def test_a_code_fits_one_sms(language: str, words: str) -> None:
    _subject, body = sign_in_code("123456", language=language)
    assert body == words
    assert len(body) <= (160 if set(body) <= GSM else 70)
