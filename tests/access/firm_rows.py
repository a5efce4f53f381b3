"""The firm's own rows of the two-tenant house: staff, and what only staff may see."""

from dpa_manager.actions.recording import record
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.models import (
    Activity,
    Checkpoint,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    EvidenceItem,
    ListItem,
    Measure,
    MeasureSet,
    OutgoingMail,
    OwnContact,
    OwnOrganisation,
    Recipient,
    SecurityLog,
    Setting,
    SignInAttempt,
    StaffRole,
    Subprocessor,
    Template,
    TemplateVersion,
    Transfer,
    User,
)
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.phrase import Phrase
from tests.access.canaries import canary
from tests.access.people import STAFF
from tests.access.tenant_rows import DAY, added, mark
from tests.factories import AT

# Firm rows that its clients may read, in agreements if nowhere else.
SHARED = (OwnOrganisation, OwnContact, Subprocessor, Recipient, Transfer)


def add_staff():
    """One person for each role alone, and two who are still signing in."""
    staff = {}
    for name in (*STAFF, "half dpo", "half admin"):
        email = f"{name.replace(' ', '.')}@kbits.example"
        staff[name] = mark(User.create(email=email, name=name, created_at=AT), "S")
        StaffRole.create(user=staff[name], role=name.removeprefix("half "))
        staff[name] = User.get_by_id(staff[name].id)
    return staff


def mark_firm():
    """Put the firm's canaries into what clients may read of it."""
    for table in SHARED:
        for row in table.select():
            mark(row, "F")


def add_firm_rows(toolbox, everybody):
    """What only staff may see, in every table of the firm that lacks it."""
    added("S", EvidenceItem, kind="policy", scheme="", is_visible_to_clients=False, created_at=AT)
    Setting.create(name="canary", value=canary("S", "Setting.value"), changed_at=AT)
    _add_list_item()
    _add_measures()
    template = Template.create(key="canary", kind="processing-agreement", language="nl")
    TemplateVersion.create(
        template=template,
        number=1,
        sha256=toolbox.store.put(canary("S", "file").encode()),
        size=10,
        report={"canary": canary("S", "TemplateVersion.report")},
        created_at=AT,
    )
    SignInAttempt.create(
        account="0" * 64, network="192.0.2.1", kind="password", is_success=False, happened_at=AT
    )
    if not Checkpoint.select().exists():
        Checkpoint.create(made_at=AT, heads="[]", previous_seal="0" * 64, seal="1" * 64)
    _add_mail(everybody["admin"])
    _add_log(everybody)
    _add_history(toolbox)


def _add_list_item():
    like = ListItem.select().where(ListItem.list_name == "retention_rules").get()
    words = dict.fromkeys(("nl", "fr", "en"), canary("S", "ListItem.content"))
    ListItem.create(
        list_name="retention_rules",
        key="canary",
        position=999,
        active_from=DAY,
        content=like.content | {"key": "canary", "label": words},
        changed_at=AT,
    )


def _add_measures():
    sign = Phrase.same(canary("S", "MeasureSet.name"))
    newer = MeasureSet.create(version=99, name=sign, dated_on=DAY, created_at=AT)
    Measure.create(
        measure_set=newer,
        key="CANARY",
        heading="A",
        label=Phrase.same(canary("S", "Measure.label")),
        text=Phrase.same(canary("S", "Measure.text")),
        evidence=canary("S", "Measure.evidence"),
        is_visible_to_clients=False,
    )


def _add_mail(person):
    added(
        "S",
        OutgoingMail,
        key="firm",
        message_id="<firm@kbits.example>",
        kind="access-changed",
        language="nl",
        recipient=person.email,
        user=person,
        content={"change": "", "moment": ""},
        state="bounced",
        next_at=AT,
        created_at=AT,
    )


def _add_log(everybody):
    for name, user in everybody.items():
        letter = {"both": "F"}.get(name) or (name[-1] if name[-2:-1] == " " else "S")
        added(
            letter, SecurityLog, happened_at=AT, kind="signed-in", user=user.public_id, details={}
        )


def _add_history(toolbox):
    by = Actor(canary("S", "EventPersonal.value"), "staff@kbits.example", COMMAND_LINE)
    with transaction("firm"):
        record(
            "staff added",
            by=by,
            at=toolbox.now(),
            subject="user",
            details={"canary": canary("S", "Event.details")},
            personal={"user": {"name": canary("S", "EventPersonal.value")}},
        )


def subjects_of(make):
    """What addresses can name of the firm: its mails, persons, vendors, templates and lists."""
    mails = OutgoingMail.select().where(OutgoingMail.client.is_null())
    rows = [make("mail", "", row.public_id, None, row.state) for row in mails]
    rows += [make("own_contact", "", "1"), make("chapter", "", "beginnen"), make("kind", "", "csv")]
    rows += [*_vendors(make), *_templates(make)]
    item = ListItem.select().where(ListItem.list_name == "retention_rules").get()
    above = {"list_name": item.list_name}
    rows.append(make("list_name", "", item.list_name))
    return [*rows, make("list_key", "", item.key, parents=above), _first_activity(make)]


def _vendors(make):
    """One that engagements have, and one that none has: sub-processors and recipients."""
    for noun, table, listing in (
        ("subprocessor", Subprocessor, EngagementSubprocessor),
        ("recipient", Recipient, EngagementRecipient),
    ):
        for row in table.select().order_by(table.id).limit(2):
            listed = listing.select(listing, Engagement).join(Engagement)
            mine = listed.where(getattr(listing, noun) == row)
            within = frozenset(one.engagement.public_id for one in mine)
            yield make(noun, "", row.public_id, within=within)


def _templates(make):
    row = TemplateVersion.select(TemplateVersion, Template).join(Template).get()
    yield make("template", "", row.template.public_id)
    above = {"template": row.template.public_id}
    yield make("template_version", "", row.public_id, parents=above)


def _first_activity(make):
    """The place of the first activity, and the engagements that have one."""
    first = Activity.select(Activity, Engagement).join(Engagement)
    rows = first.where(Activity.number == 1, ~Activity.is_removed)
    within = frozenset(row.engagement.public_id for row in rows)
    return make("activity", "", "1", within=within)
