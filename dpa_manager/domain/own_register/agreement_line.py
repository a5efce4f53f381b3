"""The agreement of an activity in one line: reference, version, day and state."""

from collections.abc import Sequence

from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.domain.wording.voice import Voice
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.sentences import map_file_words


def agreement_line(agreements: Sequence[ToldAgreement], *, voice: Voice) -> str:
    """The newest version of the last agreement; words for "none yet" where there is none."""
    words = map_file_words()
    drafted = [one for one in agreements if one.version is not None]
    if not drafted:
        return voice.of(words["no-agreement"])
    told = drafted[-1]
    return voice.of(words["agreement-line"]).format_map(
        {
            "reference": told.reference,
            "version": told.version,
            "day": voice.day(told.dated_on),
            "state": voice.of(vocabulary().agreement_states[told.state].label),
        }
    )
