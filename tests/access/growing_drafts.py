"""More of everything that pages of drafting and of the firm's lists show, so many rows of each."""

from dpa_manager.models import (
    Activity,
    ActivityData,
    ActivitySubject,
    EngagementMeasure,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    ListItem,
    Measure,
    Recipient,
    Subprocessor,
    Template,
    TemplateVersion,
)
from dpa_manager.vocabulary.phrase import Phrase
from tests.access.tenant_rows import DAY
from tests.factories import AT

# Numbers of rows that a house fills itself are smaller.
FIRST = 1000
# The others have one entry a country.
GROWING = ("retention_rules", "measures", "service_kinds")


def grow_engagement(engagement, number):
    """One more activity with flows, sub-processor, recipient and measure of an engagement."""
    activity = _add_activity(engagement, number)
    supplier = _add_subprocessor(number)
    recipient = _add_recipient(number)
    EngagementSubprocessor.create(
        engagement=engagement, subprocessor=supplier, number=FIRST + number, since_on=DAY
    )
    EngagementRecipient.create(engagement=engagement, recipient=recipient, number=FIRST + number)
    what = {"engagement": engagement, "activity": activity, "subject_key": "client_staff"}
    for target in ({}, {"subprocessor": supplier}, {"recipient": recipient}):
        kind = next(iter(target), "stays")
        Flow.create(**what, category_key="email", target=kind, **target)
    _add_measure(engagement, number)


def _add_activity(engagement, number):
    title = Phrase.same(f"Activiteit {number}")
    activity = Activity.create(engagement=engagement, number=FIRST + number, title=title)
    ActivitySubject.create(activity=activity, category_key="client_staff")
    ActivityData.create(activity=activity, category_key="email")
    return activity


def _add_subprocessor(number):
    return Subprocessor.create(
        reference=f"SUB-{FIRST + number}",
        legal_name=f"Leverancier {number}",
        country_code="BE",
        locations=[{"country": "BE", "place": "datacentre"}],
        state="active",
        created_at=AT,
    )


def _add_recipient(number):
    return Recipient.create(
        reference=f"REC-{FIRST + number}",
        name=f"Ontvanger {number}",
        group_key="government",
        kind_key="public_authority",
        created_at=AT,
    )


def _add_measure(engagement, number):
    chosen = EngagementMeasure.select(EngagementMeasure, Measure).join(Measure)
    like = chosen.where(EngagementMeasure.engagement == engagement).first()
    if like is not None:
        measure = Measure.create(
            measure_set=like.measure.measure_set_id,
            key=f"GROWN-{number}",
            heading="A",
            label=Phrase.same(f"Maatregel {number}"),
            text=Phrase.same(f"Tekst {number}"),
            position=number,
        )
        EngagementMeasure.create(engagement=engagement, measure=measure)


def grow_lists(number, *, toolbox):
    """One more version of each template, one more entry of each list that grows."""
    data = f"template {number}".encode()
    for template in Template.select():
        like = TemplateVersion.select().where(TemplateVersion.template == template).get()
        TemplateVersion.create(
            template=template,
            number=FIRST + number,
            sha256=toolbox.store.put(data),
            size=len(data),
            report=like.report,
            created_at=AT,
        )
    for like in _one_of_each_list():
        ListItem.create(
            list_name=like.list_name,
            key=f"grown_{number}",
            position=FIRST + number,
            active_from=DAY,
            content=like.content | {"key": f"grown_{number}"},
            changed_at=AT,
        )


def _one_of_each_list():
    found = {}
    for row in ListItem.select().where(ListItem.list_name.in_(GROWING)):
        found[row.list_name] = row
    return found.values()
