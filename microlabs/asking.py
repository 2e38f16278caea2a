"""With which forms allauth asks: ours, which read codes and addresses as they were meant."""

ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "request_login_code": "people.forms.CodeForm",
    "confirm_login_code": "people.codes.SignInCode",
    "verify_phone": "people.codes.PhoneCode",
    "confirm_email_verification_code": "people.codes.EmailCode",
    "add_email": "people.codes.NewEmail",
    "change_email": "people.codes.OtherEmail",
}
MFA_FORMS = {
    "authenticate": "people.codes.SecondFactor",
    "reauthenticate": "people.codes.SecondFactorAgain",
    "activate_totp": "people.codes.FirstSecondFactor",
}
