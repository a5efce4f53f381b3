"""Performing the story: each step by its act, on a clock that is moved from step to step."""

from collections.abc import Callable, Iterator

from dpa_manager.actions.demonstrating import begin_demonstration, finish_demonstration
from dpa_manager.actions.founding import Founder
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.cli.demonstration import client_acts, data_acts, firm_acts
from dpa_manager.cli.demonstration.given import Given, StoryError
from dpa_manager.cli.demonstration.stage import Stage, set_stage
from dpa_manager.cli.demonstration.story import Step, Story, moment

Act = Callable[[Stage, Given], None]

ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        firm_acts.staff,
        firm_acts.own_contact,
        firm_acts.evidence,
        firm_acts.measure_set,
        firm_acts.subprocessor,
        firm_acts.transfers,
        firm_acts.subprocessor_state,
        firm_acts.recipient,
        client_acts.client,
        client_acts.contacts,
        client_acts.client_user,
        client_acts.assign,
        client_acts.authorise,
        client_acts.engage,
        client_acts.terms,
        client_acts.access_functions,
        client_acts.special_terms,
        client_acts.draft,
        client_acts.end,
        data_acts.activity,
        data_acts.flows,
        data_acts.data,
        data_acts.delimit,
        data_acts.direct,
        data_acts.measures,
    )
}


def perform(story: Story, *, house: Toolbox) -> Iterator[Step]:
    """Found the house and perform the story in it; yields each step once it is done.

    The house must be empty. Nothing is turned into PDF here. Only when the last step was taken is
    the house marked as a demonstration; a loading that stops before stays marked as such.
    """
    founding = story.founding
    opened_at = moment(founding.day, founding.at, today=house.today())
    stage = set_stage(house, staff=story.staff, opened_at=opened_at, by=founding.administrator)
    begin_demonstration(_founder(story), **stage.doing)
    for step in story.steps:
        take(step, stage=stage)
        yield step
    finish_demonstration(toolbox=stage.toolbox)


def take(step: Step, *, stage: Stage) -> None:
    """Take one step; raises StoryError for one that the acts do not understand."""
    if step.act not in ACTS:
        raise StoryError(f"{step.where}: nobody knows how to {step.act}")
    stage.clock.move_to(step.instant(today=stage.today))
    stage.enter(step.by)
    given = Given(step.values, stage.today, step.where)
    ACTS[step.act](stage, given)
    given.refuse_rest()


def _founder(story: Story) -> Founder:
    person = story.staff[story.founding.administrator]
    return Founder(TypedUser(person.email, person.name), legal_form=story.founding.legal_form)
