"""Leaks planted on purpose, one a blueprint, to show that the matrix finds them."""

from flask import Blueprint, Response, abort, request

from dpa_manager.domain.errors import NotFound
from dpa_manager.models import Agreement, Client, Engagement
from dpa_manager.web.access import anyone, needs, scope, signed_in


def a_child_not_bound_to_its_parent():
    """The engagement is asked of the scope; the agreement is taken from wherever it is."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted/<engagement>/<agreement>")
    @needs("agreement.read")
    def show(engagement, agreement):
        scope().engagement(engagement)
        row = Agreement.get_or_none(Agreement.public_id == agreement)
        return row.reference if row else abort(404)

    return planted


def a_child_in_sight_under_a_strange_parent():
    """Both are asked of the scope, and nobody asks whether one lies in the other."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted/<engagement>/<agreement>")
    @needs("agreement.read")
    def show(engagement, agreement):
        scope().engagement(engagement)
        return scope().agreement(agreement).kind

    return planted


def an_export_that_asks_nobody():
    """Every agreement of every client, as a file."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted.csv")
    @needs("agreement.read")
    def export():
        rows = Agreement.select(Agreement, Client).join(Client)
        lines = [f"{row.reference};{row.client.legal_name}" for row in rows]
        return Response("\n".join(lines), mimetype="text/csv")

    return planted


def a_rule_that_declares_nothing():
    """Whoever wrote it forgot to say whom it answers."""
    planted = Blueprint("planted", __name__)
    planted.get("/planted")(lambda: "hello")
    return planted


def a_noun_that_is_unknown():
    """A rule names something that the matrix cannot fill."""
    planted = Blueprint("planted", __name__)
    planted.get("/planted/<wallet>")(signed_in(lambda wallet: abort(404)))
    return planted


def a_refusal_that_wrote_before():
    """The right answer, after the deed."""
    planted = Blueprint("planted", __name__)

    @planted.post("/planted/<engagement>")
    @needs("engagement.read")
    def rename(engagement):
        Engagement.update(title="renamed").where(Engagement.public_id == engagement).execute()
        scope().engagement(engagement)
        return "done"

    return planted


def a_page_that_writes():
    """A page counts its readers in a row of the client."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted/<engagement>")
    @needs("engagement.read")
    def count(engagement):
        row = scope().engagement(engagement)
        Engagement.update(title="read").where(Engagement.id == row.id).execute()
        return "read"

    return planted


def an_absence_that_tells():
    """What is not yours and what is not there are told in different words."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted/<engagement>")
    @needs("engagement.read")
    def show(engagement):
        try:
            scope().engagement(engagement)
        except NotFound:
            is_there = Engagement.select().where(Engagement.public_id == engagement).exists()
            return ("not yours" if is_there else "not there"), 404
        return "yours"

    return planted


def a_denial_that_nobody_hears_of():
    """The right status, given past the page that writes it down."""
    planted = Blueprint("planted", __name__)
    planted.get("/planted")(needs("user.write")(lambda: Response("no", 403)))
    return planted


def a_page_for_everybody_that_names_clients():
    """A page without sign-in that says who the clients are."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted")
    @anyone
    def show():
        return ", ".join(row.legal_name for row in Client.select())

    return planted


def a_redirect_that_names():
    """Nothing on the page, and everything in a header."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted")
    @needs("client.read")
    def show():
        answer = Response("moved", 303)
        names = [row.legal_name for row in Client.select()]
        answer.headers["Location"] = f"{request.path}?of={names}"
        return answer

    return planted


def a_door_that_is_shut_to_its_own():
    """A page that refuses those whom the table of permissions lets in."""
    planted = Blueprint("planted", __name__)
    planted.get("/planted")(needs("client.read")(lambda: abort(403)))
    return planted
