"""Regions of Belgium by postcode, and what follows for language and authority (DECISIONS 36)."""

from dpa_manager.vocabulary.library import vocabulary

# The nine communes of the German-speaking area; Malmedy and Waimes are not among them.
_GERMAN_SPEAKING = frozenset(
    (4700, 4701, 4710, 4711, 4720, 4721, 4728, 4730, 4731, 4750, 4760, 4761)
    + (4770, 4771, 4780, 4782, 4783, 4784, 4790, 4791)
)
_LANGUAGE_OF_REGION = {"flanders": "nl", "wallonia": "fr"}
_LANGUAGE_OF_COUNTRY = {"NL": "nl", "FR": "fr", "LU": "fr"}
_DEFAULT_AUTHORITY = {"BE": "gba"}


def region_of(country_code: str, *, postcode: str) -> str:
    """The region of a Belgian postcode; "" elsewhere, and for what is no Belgian postcode."""
    digits = postcode.strip()
    if country_code != "BE" or not (digits.isascii() and digits.isdecimal() and len(digits) == 4):
        return ""
    number = int(digits)
    if number < 1000:
        return ""
    if number < 1300:
        return "brussels"
    if number in _GERMAN_SPEAKING:
        return "german_speaking"
    is_french = number < 1500 or 4000 <= number < 8000
    return "wallonia" if is_french else "flanders"


def usual_language(country_code: str, *, region: str) -> str:
    """The language to propose; "" where the client has to choose.

    In Brussels either language may be chosen; in the German-speaking area German would be usual,
    which the house does not have yet.
    """
    if country_code == "BE":
        return _LANGUAGE_OF_REGION.get(region, "")
    return _LANGUAGE_OF_COUNTRY.get(country_code, "en") if country_code else ""


def usual_authority(country_code: str, *, public_body: str = "") -> str:
    """The supervisory authority to propose (DOMAIN 5.6); "" where none or more than one fits."""
    if country_code == "BE" and public_body:
        return vocabulary().public_bodies[public_body].authority
    if country_code in _DEFAULT_AUTHORITY:
        return _DEFAULT_AUTHORITY[country_code]
    authorities = vocabulary().authorities.values()
    fitting = [authority.key for authority in authorities if authority.country == country_code]
    return fitting[0] if len(fitting) == 1 else ""
