"""Acts of the firm: its people, its evidence, its measures, its suppliers and other recipients."""

from dataclasses import replace

from dpa_manager.actions import configuring, directing, inviting, measuring, subcontracting
from dpa_manager.cli.demonstration.given import Given, StoryError
from dpa_manager.cli.demonstration.stage import Stage
from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson


def staff(stage: Stage, given: Given) -> None:
    """Give colleagues an account."""
    for key in given.texts("people"):
        colleague = stage.staff[key]
        inviting.add_staff(
            inviting.TypedUser(colleague.email, colleague.name),
            roles=colleague.roles,
            **stage.doing,
        )


def own_contact(stage: Stage, given: Given) -> None:
    """Name a person of the firm that agreements print."""
    configuring.add_own_contact(person(given), **stage.doing)


def evidence(stage: Stage, given: Given) -> None:
    """Keep evidence of the firm."""
    typed = configuring.TypedEvidence(
        kind=given.text("kind"),
        scheme=given.text("scheme"),
        issuer=given.text("issuer"),
        scope=given.phrase("scope"),
        valid_from=given.day("valid_from"),
    )
    configuring.add_evidence(typed, **stage.doing)


def measure_set(stage: Stage, given: Given) -> None:
    """Publish the next set of measures, with some of them planned and some reviewed."""
    newest = measuring.newest_measure_set()
    if newest is None:
        raise StoryError("There is no set of measures to go on from.")
    planned = Given(given.table("planned"), given.today, given.where)
    reviewed, on = given.texts("reviewed"), stage.toolbox.today()
    measures = []
    for measure in measuring.measures_of(newest):
        if planned.has(measure.key):
            day = planned.known_day(measure.key)
            measure = replace(measure, status="planned", planned_on=day)
        if measure.key in reviewed:
            measure = replace(measure, reviewed_on=on)
        measures.append(measure)
    planned.refuse_rest()
    measuring.publish_measure_set(given.phrase("name"), measures, dated_on=on, **stage.doing)


def subprocessor(stage: Stage, given: Given) -> None:
    """Enter a sub-processor into the register, with its contract and its grounds of transfer."""
    key = given.text("key")
    row = subcontracting.add_subprocessor(
        subcontracting.TypedSubprocessor(
            organisation=organisation(given),
            service=given.phrase("service"),
            kinds=given.texts("kinds"),
            parent_country_code=given.text("parent_country_code", ""),
            contact_name=given.text("contact_name"),
            contact_position=given.text("contact_position"),
            contact_email=given.text("contact_email"),
            contact_phone=given.text("contact_phone"),
            breach_contact=given.text("breach_contact", ""),
            locations=given.places("places"),
            access_from=given.places("access_from"),
            chain=tuple(_link(link) for link in given.rows("chain")),
            chain_checked_on=given.day("chain_checked"),
            state=given.text("state"),
            reviewed_on=given.day("reviewed"),
            next_review_on=given.day("next_review"),
        ),
        **stage.doing,
    )
    stage.subprocessors[key] = row
    contract = subcontracting.TypedContract(
        signed_on=given.known_day("signed"),
        mirrored_duties=MIRRORED_DUTIES,
        notice_days=given.number("notice"),
    )
    subcontracting.record_contract(row, contract, **stage.doing)
    if given.has("transfer"):
        _set_transfers(stage, key, given)


def transfers(stage: Stage, given: Given) -> None:
    """Set the grounds of transfer of a sub-processor anew."""
    _set_transfers(stage, given.text("target"), given)


def subprocessor_state(stage: Stage, given: Given) -> None:
    """Move a sub-processor to another state."""
    row = stage.subprocessors[given.text("subprocessor")]
    subcontracting.set_subprocessor_state(row, given.text("state"), **stage.doing)


def recipient(stage: Stage, given: Given) -> None:
    """Enter a recipient that decides for itself."""
    typed = directing.TypedRecipient(
        name=given.text("name"),
        kind_key=given.text("kind_key", "independent_controller"),
        street=given.text("street"),
        postcode=given.text("postcode"),
        city=given.text("city"),
        contact_email=given.text("contact_email"),
    )
    stage.recipients[given.text("key")] = directing.add_recipient(typed, **stage.doing)


def organisation(given: Given) -> TypedOrganisation:
    """The organisation that a step names."""
    return TypedOrganisation(
        legal_name=given.text("legal_name"),
        trade_name=given.text("trade_name", ""),
        legal_form=given.text("legal_form"),
        register_kind=given.text("register_kind", ""),
        register_no=given.text("register_no", ""),
        street=given.text("street"),
        postcode=given.text("postcode"),
        city=given.text("city"),
        country_code=given.text("country_code", "BE"),
    )


def person(given: Given) -> TypedPerson:
    """The person that a step names."""
    return TypedPerson(
        name=given.text("name"),
        position=given.text("position"),
        email=given.text("email"),
        phone=given.text("phone"),
        roles=given.texts("roles"),
        capacity_key=given.text("capacity_key", ""),
        is_authority_confirmed=given.is_true("is_authority_confirmed"),
    )


def _link(given: Given) -> subcontracting.TypedLink:
    link = subcontracting.TypedLink(
        name=given.text("name"),
        address=given.text("address"),
        contact=given.text("contact"),
        country_code=given.text("country_code"),
    )
    given.refuse_rest()
    return link


def _set_transfers(stage: Stage, key: str, given: Given) -> None:
    typed = [_transfer(row) for row in given.rows("transfer")]
    subcontracting.set_transfers(stage.subprocessors[key], typed, **stage.doing)


def _transfer(given: Given) -> subcontracting.TypedTransfer:
    transfer = subcontracting.TypedTransfer(
        country_code=given.text("country_code"),
        mechanism_key=given.text("mechanism_key"),
        document=given.text("document", ""),
        signed_on=given.day("signed"),
        checked_on=given.day("checked"),
        is_listed=given.is_true("is_listed"),
        impact_assessment_on=given.day("impact_assessment"),
        fallback_key=given.text("fallback_key", ""),
    )
    given.refuse_rest()
    return transfer
