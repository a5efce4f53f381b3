"""Rows and actors for tests that are not about how these come to be."""

import itertools
from datetime import UTC, date, datetime

from dpa_manager.actions.recording import record
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.models.agreement import Agreement, AgreementVersion
from dpa_manager.models.base import transaction
from dpa_manager.models.client import Client
from dpa_manager.models.document import PDF, Document
from dpa_manager.models.engagement import Engagement

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ACTOR = Actor(name="Nele Peeters", email="nele@kbits.example", channel=COMMAND_LINE)

numbers = itertools.count(1)


def tell(client=None):
    """Have the history of `client`, or the firm's, tell of rows that a test wrote by itself."""
    with transaction():
        record("changed by a test", by=ACTOR, at=AT, client=client)


def a_client(**columns):
    """A client's row."""
    return Client.create(**({"legal_name": "Lichtpunt Energie CV", "created_at": AT} | columns))


def an_engagement(client=None, **columns):
    """An engagement of `client`, or of a new one."""
    given = {
        "client": client or a_client(),
        "reference": f"KBITS-2026-{next(numbers):04}",
        "title": "Klantencontact",
        "created_at": AT,
        "changed_at": AT,
    }
    return Engagement.create(**(given | columns))


def a_version(engagement=None, **columns):
    """The first version of a new agreement."""
    engagement = engagement or an_engagement()
    agreement = Agreement.create(
        client=engagement.client_id,
        engagement=engagement,
        reference=f"{engagement.reference}-DPA",
        created_at=AT,
    )
    given = {
        "agreement": agreement,
        "number": 1,
        "dated_on": date(2026, 11, 24),
        "facts": "{}",
        "facts_sha256": "0" * 64,
        "created_at": AT,
    }
    return AgreementVersion.create(**(given | columns))


def a_document(sha256, *, version=None, size=1, **columns):
    """A document's row that names the file `sha256`."""
    version = version or a_version()
    given = {
        "client": Agreement.get_by_id(version.agreement_id).client_id,
        "agreement_version": version,
        "language": "nl",
        "media_type": PDF,
        "sha256": sha256,
        "size": size,
        "created_at": AT,
    }
    return Document.create(**(given | columns))
