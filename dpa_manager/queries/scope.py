"""The scope: the only door through which pages reach rows, for one visitor.

Every select starts from what the visitor may do (domain.permissions) and is bound to the clients
whom that reaches; a child is found through its engagement and its client. What is not the
visitor's and what is not there raise the same NotFound; what may be seen and not be changed
raises Forbidden.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import peewee

from dpa_manager.domain.errors import Forbidden
from dpa_manager.domain.permissions import Extent, Grant, grants
from dpa_manager.domain.refusals import not_found
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import (
    Agreement,
    AgreementVersion,
    Assignment,
    Client,
    Document,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    Membership,
    OutgoingMail,
    Recipient,
    Session,
    Subprocessor,
    Template,
    TemplateVersion,
    User,
)
from dpa_manager.models.base import Row
from dpa_manager.vocabulary.sentences import sentences

RowType = TypeVar("RowType", bound=Row)

_NOBODY = peewee.Value(1) == peewee.Value(0)
_EVERYBODY = peewee.Value(1) == peewee.Value(1)


class Scope:
    """What `visitor` may see and do."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def may(self, act: str, *, client_id: int, state: str = "") -> bool:
        """Whether the visitor may do `act` to this client's noun, which is in `state`."""
        found = [g for g in self._grants(act) if not state or g.holds_in(state)]
        if any(grant.extent is Extent.ALL for grant in found):
            return True
        reached = self._reached(found, client=Client.id)
        return bool(Client.select().where(Client.id == client_id, reached).exists())

    def require(self, act: str, *, client_id: int, state: str = "") -> None:
        """Raises Forbidden unless the visitor may do `act` to this client's noun."""
        if not self.may(act, client_id=client_id, state=state):
            raise Forbidden("not-allowed", sentences()["not-allowed"])

    def clients(self, act: str = "client.read") -> Any:
        """The clients to whom the visitor may do `act`."""
        return Client.select().where(self._reached(self._grants(act), client=Client.id))

    def client(self, public_id: str, *, act: str = "client.read") -> Client:
        """One client; raises NotFound, Forbidden."""
        readable = self.clients() if self.visitor.may("client.read") else self.clients(act)
        row: Client = _one(readable, Client.public_id, public_id)
        if act != "client.read":
            self.require(act, client_id=row.id)
        return row

    def engagements(self, act: str = "engagement.read") -> Any:
        """The engagements to which the visitor may do `act`, their clients joined."""
        reached = self._reached(self._grants(act), client=Engagement.client)
        return Engagement.select(Engagement, Client).join(Client).where(reached)

    def engagement(self, public_id: str, *, act: str = "engagement.read") -> Engagement:
        """One engagement, its client joined; raises NotFound, Forbidden."""
        row: Engagement = _one(self.engagements(), Engagement.public_id, public_id)
        if act != "engagement.read":
            self.require(act, client_id=row.client_id)
        return row

    def agreements(self) -> Any:
        """The agreements that the visitor may see, engagement and client joined."""
        return (
            Agreement.select(Agreement, Engagement, Client)
            .join(Engagement)
            .switch(Agreement)
            .join(Client)
            .where(self._readable_agreements(), Engagement.client == Agreement.client)
        )

    def agreement(self, public_id: str, *, act: str = "agreement.read") -> Agreement:
        """One agreement, engagement and client joined; raises NotFound, Forbidden."""
        row: Agreement = _one(self.agreements(), Agreement.public_id, public_id)
        if act != "agreement.read":
            self.require(act, client_id=row.client_id, state=row.state)
        return row

    def documents(self) -> Any:
        """The documents of agreements that the visitor may see, version and agreement joined."""
        return (
            Document.select(Document, AgreementVersion, Agreement)
            .join(AgreementVersion)
            .join(Agreement)
            .join(Engagement)
            .where(self._readable_agreements(), Engagement.client == Agreement.client)
        )

    def document(self, public_id: str) -> Document:
        """One document, version and agreement joined; raises NotFound."""
        row: Document = _one(self.documents(), Document.public_id, public_id)
        return row

    def users(self) -> Any:
        """The people whom the visitor may see: all of them, or those of the clients reached."""
        if grants(self.visitor.roles, "user.read") and self.visitor.is_open:
            return User.select()
        reached = self._reached(self._grants("team.read"), client=Membership.client)
        members = Membership.select(Membership.user).where(reached)
        return User.select().where(User.id.in_(members))

    def user(self, public_id: str) -> User:
        """One person; raises NotFound."""
        row: User = _one(self.users(), User.public_id, public_id)
        return row

    def memberships(self, act: str = "team.read") -> Any:
        """Who acts for the clients to whom the visitor may do `act`; person and client joined."""
        reached = self._reached(self._grants(act), client=Membership.client)
        return (
            Membership.select(Membership, User, Client)
            .join(User)
            .switch(Membership)
            .join(Client)
            .where(reached)
        )

    def mails(self, act: str = "mail.read") -> Any:
        """The mails that the visitor may see; those of the firm itself only with all of them."""
        return OutgoingMail.select().where(
            self._reached(self._grants(act), client=OutgoingMail.client)
        )

    def mail(self, public_id: str, *, act: str = "mail.read") -> OutgoingMail:
        """One mail; raises NotFound."""
        row: OutgoingMail = _one(self.mails(act), OutgoingMail.public_id, public_id)
        return row

    def subprocessors(self) -> Any:
        """The sub-processors that the visitor may see: the register, or those of own clients."""
        return self._listed(EngagementSubprocessor.subprocessor, act="subprocessor.read")

    def subprocessor(self, public_id: str, *, act: str = "subprocessor.read") -> Subprocessor:
        """One sub-processor; raises NotFound, Forbidden."""
        row: Subprocessor = _one(self.subprocessors(), Subprocessor.public_id, public_id)
        self._require_whole(act)
        return row

    def recipients(self) -> Any:
        """The recipients that the visitor may see: the register, or those of own clients."""
        return self._listed(EngagementRecipient.recipient, act="recipient.read")

    def recipient(self, public_id: str, *, act: str = "recipient.read") -> Recipient:
        """One recipient; raises NotFound, Forbidden."""
        row: Recipient = _one(self.recipients(), Recipient.public_id, public_id)
        self._require_whole(act)
        return row

    def templates(self) -> Any:
        """The firm's templates, for those who may read them."""
        return Template.select().where(_EVERYBODY if self._grants("template.read") else _NOBODY)

    def template(self, public_id: str) -> Template:
        """One template; raises NotFound."""
        row: Template = _one(self.templates(), Template.public_id, public_id)
        return row

    def template_version(self, template: Template, public_id: str) -> TemplateVersion:
        """A version of a template that this scope gave, its template joined; raises NotFound."""
        versions = TemplateVersion.select(TemplateVersion, Template).join(Template)
        mine = versions.where(TemplateVersion.template == template.id)
        row: TemplateVersion = _one(mine, TemplateVersion.public_id, public_id)
        return row

    def sessions(self) -> Any:
        """The visitor's own sessions that have not ended."""
        return Session.select().where(
            Session.user == self.visitor.user_id, Session.ended_at.is_null()
        )

    def session(self, public_id: str) -> Session:
        """One of the visitor's own sessions; raises NotFound."""
        row: Session = _one(self.sessions(), Session.public_id, public_id)
        return row

    def _grants(self, act: str) -> tuple[Grant, ...]:
        return grants(self.visitor.roles, act) if self.visitor.is_open else ()

    def _listed(self, column: Any, *, act: str) -> Any:
        """What `column` of an annex's table points at: all, or what lists of own clients name."""
        found = self._grants(act)
        table = column.rel_model
        if any(grant.extent is Extent.ALL for grant in found):
            return table.select()
        reached = self._reached(found, client=Engagement.client)
        listed = column.model.select(column).join(Engagement).where(reached)
        return table.select().where(table.id.in_(listed))

    def _require_whole(self, act: str) -> None:
        """What all clients share is changed by those who may do so for all; raises Forbidden."""
        if act.endswith(".read") or any(g.extent is Extent.ALL for g in self._grants(act)):
            return
        raise Forbidden("not-allowed", sentences()["not-allowed"])

    def _readable_agreements(self) -> Any:
        condition = _NOBODY
        for grant in self._grants("agreement.read"):
            reached = self._reached((grant,), client=Agreement.client)
            in_state = Agreement.state.in_(sorted(grant.states)) if grant.states else _EVERYBODY
            condition = condition | (reached & in_state)
        return condition

    def _reached(self, found: Iterable[Grant], *, client: Any) -> Any:
        """The condition on a column that holds a client's key: which clients grants reach."""
        condition = _NOBODY
        for grant in found:
            condition = condition | self._reach(grant.extent, client=client)
        return condition

    def _reach(self, extent: Extent, *, client: Any) -> Any:
        visitor = self.visitor
        if extent is Extent.ALL or (extent is Extent.OPEN and not visitor.sees_only_assigned):
            return _EVERYBODY
        if extent is Extent.OWN:
            return client == visitor.seat.client_id if visitor.seat else _NOBODY
        assigned = Assignment.select(Assignment.client).where(Assignment.user == visitor.user_id)
        return client.in_(assigned)


def askable(text: str) -> str:
    """What people put into an address or a search, without what no database can be asked for.

    No text holds a control character (trap: PostgreSQL refuses NUL), so such signs become one
    that is nowhere kept either, and nothing is found.
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _one(query: Any, column: Any, public_id: str) -> Any:
    """The row of `query` with this public id; raises NotFound, alike for foreign and absent."""
    row = query.where(column == askable(public_id)).first()
    if row is None:
        raise not_found("page-not-found")
    return row
