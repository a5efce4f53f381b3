"""What KBITS's privacy statement of 15 October 2023 says of the firm itself (seed F-25).

The statement names no signatory and no legal form: those are asked when the house is founded.
"""

from datetime import date

LEGAL_NAME = "KBITS"
STREET = "Fr. Wallecanstraat 11"
POSTCODE = "8930"
CITY = "Menen"
COUNTRY_CODE = "BE"
REGISTER_KIND = "kbo"
REGISTER_NO = "0544651634"
PHONE = "056 51 38 91"
GENERAL_EMAIL = "info@kbits.be"
PRIVACY_EMAIL = "gdpr@kbits.be"
CONTACT_NAME = "Kenny Bécu"
STATEMENT_ON = date(2023, 10, 15)

# The subjects of Annex I.D that the one contact of the statement answers for.
CONTACT_ROLES = (
    "privacy",
    "instructions",
    "breaches",
    "requests",
    "subprocessors",
    "audits",
    "end",
)
