"""Regions by postcode, and the language and authority that are proposed."""

import pytest

from dpa_manager.domain.regions import region_of, usual_authority, usual_language


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("1000", "brussels"), ("1210", "brussels"), ("1299", "brussels"),
        ("1300", "wallonia"), ("1499", "wallonia"), ("1500", "flanders"), ("1800", "flanders"),
        ("1999", "flanders"), ("2000", "flanders"), ("3999", "flanders"),
        ("4000", "wallonia"), ("4699", "wallonia"), ("4960", "wallonia"), ("4950", "wallonia"),
        ("4700", "german_speaking"), ("4731", "german_speaking"), ("4750", "german_speaking"),
        ("4784", "german_speaking"), ("4791", "german_speaking"), ("4799", "wallonia"),
        ("5000", "wallonia"), ("7999", "wallonia"), ("8000", "flanders"), ("8930", "flanders"),
        ("9999", "flanders"), (" 9000 ", "flanders"),
        ("", ""), ("0999", ""), ("90000", ""), ("B-9000", ""), ("٩٠٠٠", ""),
    ],
)  # fmt: skip
def test_a_belgian_postcode_tells_the_region(postcode, region):
    assert region_of("BE", postcode=postcode) == region
    assert region_of("NL", postcode=postcode) == ""


@pytest.mark.parametrize(
    ("country", "region", "language"),
    [
        ("BE", "flanders", "nl"),
        ("BE", "wallonia", "fr"),
        ("BE", "brussels", ""),
        ("BE", "german_speaking", ""),
        ("BE", "", ""),
        ("NL", "", "nl"),
        ("FR", "", "fr"),
        ("LU", "", "fr"),
        ("US", "", "en"),
        ("", "", ""),
    ],
)
def test_the_usual_language_follows_the_place(country, region, language):
    assert usual_language(country, region=region) == language


@pytest.mark.parametrize(
    ("country", "public_body", "authority"),
    [
        ("BE", "", "gba"),
        ("BE", "flemish", "vtc"),
        ("BE", "federal", "gba"),
        ("FR", "", "cnil"),
        ("NL", "", "ap"),
        ("LU", "", "cnpd"),
        ("DE", "", ""),
        ("US", "", ""),
        ("NL", "flemish", "ap"),
    ],
)
def test_the_usual_authority_follows_country_and_kind_of_body(country, public_body, authority):
    assert usual_authority(country, public_body=public_body) == authority
