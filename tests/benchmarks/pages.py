"""Every page of staff at 10,000 engagements, beside a Flask page of twenty lines and bare "ok"."""

import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.toolbox import read_clock
from dpa_manager.app import create_app
from dpa_manager.models import Agreement, AgreementVersion, ChainHead, Client, Engagement
from dpa_manager.models.base import database
from tests.access.cells import cells_of
from tests.access.growing import least_facts
from tests.access.one_tenant import fill_one_tenant, grow_house
from tests.access.tenant_rows import DAY
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT, fill_house
from tests.benchmarks.measuring import Line, milliseconds, seconds, times
from tests.browser.serving import free_port, served, wait_for
from tests.conftest import SECRET, make_tables
from tests.factories import ACTOR, AT
from tests.web.signed_in import COOKIE, a_member_of_staff, sign_in

ENGAGEMENTS = 10_000
BATCH = 500
BUDGET_SECONDS = 0.050
SHOWN = 5
# More of everything in the engagement whose pages are asked, so that it is a large one.
SOME = 5
FILE = "/engagements.xlsx"

PLAIN = '''"""A page as small as Flask can be, to compare with."""
from flask import Flask, render_template_string
from jinja2 import Template
app = application = Flask(__name__)
ROWS = [{"name": f"Client {n:04}", "city": "Menen", "state": "active"} for n in range(25)]
PAGE = Template("""<!doctype html><html lang="nl"><title>Clients</title><main>
<h1>Clients</h1><table>
{% for row in rows %}
<tr><th>{{ row.name }}</th><td>{{ row.city }}</td><td>{{ row.state }}</td></tr>
{% endfor %}</table></main></html>""", autoescape=True)


@app.get("/page")
def page():
    return PAGE.render(rows=ROWS)


@app.get("/ok")
def ok():
    return "ok"


@app.get("/healthz")
def healthz():
    return "ok"
'''


def all_pages(*, visits, engagements=ENGAGEMENTS):
    """The 95th percentile of each page of staff, the slowest told, beside the smallest pages."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as plain:
        home = Path(folder)
        cookie, addresses = _fill(home, engagements)
        settings = {"DPA_SECRET_KEY": SECRET, "DPA_BASE_URL": "http://127.0.0.1:8000"}
        with served(home, **settings) as ours, _plain_pages(Path(plain)) as theirs:
            ok = _slow(theirs, "/ok", visits=visits)
            small = _slow(theirs, "/page", visits=visits)
            found = {rule: _slow(ours, a, visits=visits, cookie=cookie) for rule, a in addresses}
            file = _visits(ours, FILE, visits=1, cookie=cookie)[0]
    return [
        *_told(found, ok=ok, small=small, engagements=engagements),
        Line(f"XLSX of {engagements:,} engagements", milliseconds(file)),
    ]


def _told(found, *, ok, small, engagements):
    slowest = sorted(found.items(), key=lambda pair: -pair[1])
    late = [rule for rule, taken in slowest if taken > BUDGET_SECONDS]
    median = statistics.median(found.values())
    head = [
        Line('bare `return "ok"`, 95th percentile', milliseconds(ok), "1.0x"),
        Line("a Flask page of twenty lines", milliseconds(small), times(small, ok)),
        Line(
            f"{len(found)} pages at {engagements:,} engagements: the median page",
            milliseconds(median),
            times(median, ok),
        ),
    ]
    rest = [
        Line(f"the slowest: `{rule}`", milliseconds(taken), times(taken, ok))
        for rule, taken in slowest[:SHOWN]
    ]
    return [*head, *rest, Line(f"pages over {BUDGET_SECONDS * 1000:.0f} ms", str(len(late)))]


def _fill(home, engagements):
    """A house of this size; the cookie of somebody who may read all, and a page of each rule."""
    url = f"sqlite:///{home / 'dpa_manager.sqlite3'}"
    make_tables(url)
    house = open_toolbox(url, folder=home, clock=read_clock)
    with house.connected():
        fill_house(house)
        draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=house)
        tenants = fill_one_tenant(house)
        grow_house(house, tenants, SOME)
        _add_many(engagements)
        app = create_app(house)
        browser = sign_in(app, a_member_of_staff())
        addresses = [
            (cell.rule, cell.address)
            for cell in cells_of(app, tenants)
            if cell.method == "GET" and None not in cell.given.values()
        ]
        wanted = [pair for pair in dict(addresses).items() if _is_page(browser, pair[1])]
        return browser.get_cookie(COOKIE).value, wanted


def _is_page(browser, address):
    answer = browser.get(address)
    return answer.status_code == 200 and answer.mimetype == "text/html"


def _add_many(engagements):
    """Clients with five engagements each, every second one with an agreement in force."""
    clients = engagements // 5
    with database.atomic():
        first = Client.select().count()
        _insert(
            Client, ({"legal_name": f"Client {n:05}", "created_at": AT} for n in range(clients))
        )
        added = list(Client.select().order_by(Client.id).offset(first))
        # In life every client has a history, by whose head it is known that nothing changed.
        _insert(ChainHead, ({"chain": c.public_id, "seq": 1, "hash": "0" * 64} for c in added))
        _insert(Engagement, (_engagement(n, added[n // 5]) for n in range(engagements)))
        made = list(Engagement.select().where(Engagement.reference.startswith("KBITS-2050")))
        _insert(Agreement, (_agreement(row) for row in made[::2]))
        agreements = Agreement.select().where(Agreement.reference.startswith("KBITS-2050"))
        _insert(AgreementVersion, (_version(row) for row in agreements))


def _insert(table, rows):
    rows = list(rows)
    for start in range(0, len(rows), BATCH):
        table.insert_many(rows[start : start + BATCH]).execute()


def _engagement(number, client):
    return {
        "client": client,
        "reference": f"KBITS-2050-{number:05}",
        "title": f"Engagement {number:05}",
        "created_at": AT,
        "changed_at": AT,
    }


def _agreement(row):
    return {
        "client": row.client_id,
        "engagement": row.id,
        "reference": row.reference,
        "state": "in_force",
        "created_at": AT,
    }


def _version(row):
    return {
        "agreement": row.id,
        "number": 1,
        "dated_on": DAY,
        "facts": least_facts("KBITS-2050"),
        "facts_sha256": "0" * 64,
        "created_at": AT,
    }


@contextmanager
def _plain_pages(folder):
    """The small pages, served by the same server with the same threads."""
    (folder / "plain.py").write_text(PLAIN, encoding="utf-8")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "plain:app", "--bind", f"127.0.0.1:{port}",
         "--workers", "2", "--threads", "4", "--log-level", "error"],
        cwd=folder,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _slow(base, address, *, visits, cookie=""):
    """The 95th percentile of visits after a first."""
    taken = _visits(base, address, visits=visits + 1, cookie=cookie)
    return statistics.quantiles(taken[1:], n=20)[-1]


def _visits(base, address, *, visits, cookie):
    """How long each of these visits takes, one after the other over one connection."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=60)
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}

    def visit():
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (address, answer.status)

    taken = [seconds(visit) for _ in range(visits)]
    connection.close()
    return taken
