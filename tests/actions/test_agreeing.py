"""What a page of parties or terms saves is one act: all of it, or nothing."""

from datetime import timedelta

import pytest

from dpa_manager.actions import agreeing, engaging, onboarding, supplementing
from dpa_manager.actions.changing import expect_unchanged
from dpa_manager.domain.errors import Conflict, Refused
from dpa_manager.domain.typed_parties import TypedPerson
from dpa_manager.models import Contact, ContactRole, Engagement, LegalRetention, SpecialTerm
from dpa_manager.models.event import Event
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.complete_house import ENGAGEMENT, doing
from tests.factories import a_client


@pytest.fixture
def engagement(complete_toolbox):
    return find_engagement(ENGAGEMENT)


def special(**changes):
    return supplementing.TypedSpecialTerm(**{"reference": "clEnd", "text": Phrase("x")} | changes)


def acts():
    return [row.act for row in Event.select().order_by(Event.id)]


def test_terms_and_lists_are_saved_together(engagement, complete_toolbox):
    typed = agreeing.TypedAgreement(
        {"notice_days": 45},
        special_terms=[special()],
        legal_retention=[supplementing.TypedLegalRetention(Phrase("a"), Phrase("b"), Phrase("c"))],
    )

    agreeing.agree_terms(engagement, typed, **doing(complete_toolbox))

    assert Engagement.get_by_id(engagement.id).terms["notice_days"] == 45
    assert (SpecialTerm.get().reference, LegalRetention.get().data.nl) == ("clEnd", "a")


@pytest.mark.parametrize(
    ("lists", "field"),
    [
        ({"special_terms": [special(reference="")]}, "special_terms"),
        (
            {"access_functions": [supplementing.TypedAccessFunction(Phrase(), Phrase())]},
            "access_functions",
        ),
        (
            {"onward_permissions": [supplementing.TypedOnwardPermission(Phrase("x"), "")]},
            "onward_permissions",
        ),
        ({"terms": {"notice_days": "many"}}, "notice_days"),
    ],
)
def test_one_refusal_keeps_nothing_and_names_its_list(engagement, complete_toolbox, lists, field):
    before = acts()
    typed = agreeing.TypedAgreement(**{"terms": {"notice_days": 45}} | lists)

    with pytest.raises(Refused) as refused:
        agreeing.agree_terms(engagement, typed, **doing(complete_toolbox))

    assert refused.value.field == field
    assert Engagement.get_by_id(engagement.id).terms["notice_days"] == 30
    assert acts() == before


def described(engagement, **changes):
    names = engaging.TypedEngagement.__dataclass_fields__
    given = {name: getattr(engagement, name) for name in names}
    return engaging.TypedEngagement(**given | changes)


def test_people_of_an_engagement_stand_in_for_the_clients_in_their_order(
    engagement, complete_toolbox
):
    client = engagement.client
    an, kim = (
        onboarding.add_contact(client, TypedPerson(name), **doing(complete_toolbox))
        for name in ("An", "Kim")
    )
    typed = described(engagement)

    agreeing.describe_parties(
        engagement, typed, people={"signatory": [kim, an]}, **doing(complete_toolbox)
    )

    rows = ContactRole.select().where(ContactRole.engagement == engagement)
    found = [row.contact_id for row in rows.order_by(ContactRole.position)]
    assert found == [kim.id, an.id]
    assert acts()[-1] == "contacts assigned"


def test_choosing_the_same_people_again_is_no_act(engagement, complete_toolbox):
    before = acts()

    agreeing.describe_parties(
        engagement, described(engagement), people={"audits": []}, **doing(complete_toolbox)
    )

    assert acts() == before


@pytest.mark.parametrize("role", ["audits", "king"])
def test_a_stranger_or_an_unknown_role_is_refused_and_nothing_kept(
    engagement, complete_toolbox, role
):
    stranger = Contact.create(client=a_client(legal_name="Ander NV"), name="Iemand")
    typed = described(engagement, title="Nieuw")

    with pytest.raises(Refused):
        agreeing.describe_parties(
            engagement, typed, people={role: [stranger]}, **doing(complete_toolbox)
        )

    assert Engagement.get_by_id(engagement.id).title == "Planningsapp"


def test_whoever_was_overtaken_saves_nothing(engagement, complete_toolbox):
    expect_unchanged(engagement).expected_at -= timedelta(seconds=1)

    with pytest.raises(Conflict):
        agreeing.agree_terms(
            engagement, agreeing.TypedAgreement({"talk_days": 20}), **doing(complete_toolbox)
        )

    assert Engagement.get_by_id(engagement.id).terms["talk_days"] == 14


def test_an_ended_engagement_is_opened_again_once(engagement, complete_toolbox):
    engaging.end_engagement(engagement, **doing(complete_toolbox))

    for _ in range(2):
        agreeing.reopen_engagement(engagement, **doing(complete_toolbox))

    assert Engagement.get_by_id(engagement.id).is_active
    assert acts()[-2:] == ["engagement ended", "engagement reopened"]
