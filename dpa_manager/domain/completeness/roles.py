"""Rules about roles: only activities in which KBITS is processor are in the agreement."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import activity_code, activity_name
from dpa_manager.domain.completeness.rule import BLOCK, INFO, Finding, Rulebook, found, name_of
from dpa_manager.vocabulary.phrase import Phrase

book = Rulebook()


@book.rule("R-ROLE-1", BLOCK, article="4(7)-(8), 28", field="activities")
def role_is_decided(case: DraftCase) -> Iterator[Finding]:
    """Every activity has been through the role questions, and one of them is KBITS as processor."""
    for activity in case.facts.activities:
        is_open = not activity.role.outcome
        is_unfounded = activity.role.outcome == "processor" and not activity.role.answers
        if is_open or is_unfounded:
            yield found(
                f"activities.{activity.number}.role",
                subject=activity_code(activity),
                activity=activity_name(activity),
            )
    is_decided = all(activity.role.outcome for activity in case.facts.activities)
    if is_decided and not case.activities:
        yield found("activities", activity=name_of("no_processor_activity"))


@book.rule("R-ROLE-2", BLOCK, article="28(3)(a), 28(10)", field="activities")
def processor_has_no_own_purpose(case: DraftCase) -> Iterator[Finding]:
    """A purpose of KBITS itself makes it controller for that part: split the activity."""
    for activity in case.activities:
        for purpose in activity.own_purposes:
            yield found(
                f"activities.{activity.number}.own_purposes",
                subject=activity_code(activity),
                activity=activity_name(activity),
                purpose=purpose.words or Phrase.same(purpose.key),
            )


@book.rule("R-ROLE-3", INFO, article="26", field="activities")
def joint_activity_is_left_out(case: DraftCase) -> Iterator[Finding]:
    """A joint activity needs an arrangement under Art. 26; this agreement says nothing of it."""
    for activity in case.facts.activities:
        if activity.role.outcome == "joint":
            yield found(
                f"activities.{activity.number}.role",
                subject=activity_code(activity),
                activity=activity_name(activity),
            )


@book.rule("R-ROLE-4", BLOCK, article="28(3), 28(4)", field="client.role")
def client_role_agrees_with_its_activities(case: DraftCase) -> Iterator[Finding]:
    """The client's role in Annex I is what its roles in the activities add up to."""
    roles = {activity.client_role for activity in case.activities}
    expected = roles.pop() if len(roles) == 1 else "mixed"
    if case.activities and case.facts.client.role != expected:
        yield found("client.role", role=name_of(f"client_role_{expected}"))
