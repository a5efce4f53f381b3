"""Pages while people sign in: a list in its budget, with twenty passwords hashed beside it."""

import re
import statistics
import tempfile
import time
import urllib.parse
import urllib.request
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from http.cookiejar import CookieJar
from multiprocessing import get_context
from pathlib import Path

from dpa_manager.actions.toolbox import read_clock
from dpa_manager.app import create_app
from dpa_manager.domain import passwords
from dpa_manager.models import Credential
from tests.actions.complete_fixtures import open_toolbox
from tests.benchmarks.measuring import Line, milliseconds, seconds, times
from tests.browser.serving import served
from tests.conftest import SECRET, make_tables
from tests.factories import a_client, an_engagement
from tests.web.signed_in import COOKIE, a_member_of_staff, sign_in

PASSWORD = "drie groene kikkers zingen"  # noqa: S105 - of people who do not exist.
PEOPLE = 20
CLIENTS = 500


def pages_beside_sign_ins(*, visits, bursts):
    """A page of clients: alone, and while `bursts` times twenty people sign in at once."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        cookie, people = _fill(home)
        with served(home, DPA_SECRET_KEY=SECRET, DPA_BASE_URL="http://127.0.0.1:8000") as address:
            alone = [_visit(address, cookie) for _ in range(visits)]
            beside, signed_in = _while_signing_in(address, cookie, people, bursts=bursts)
    return [
        Line("a page of clients, 95th percentile", milliseconds(_slow(alone)), "1.0x"),
        Line(
            f"the same while {signed_in} people sign in, {PEOPLE} at once",
            milliseconds(_slow(beside)),
            times(_slow(beside), _slow(alone)),
        ),
    ]


def _fill(home):
    url = f"sqlite:///{home / 'dpa_manager.sqlite3'}"
    make_tables(url)
    house = open_toolbox(url, folder=home, clock=read_clock)
    with house.connected():
        for number in range(CLIENTS):
            an_engagement(a_client(legal_name=f"Client {number:04}"))
        people = [a_member_of_staff() for _ in range(PEOPLE)]
        kept = passwords.hash_of(PASSWORD)
        for person in people:
            Credential.create(user=person, password_hash=kept, password_changed_at=house.now())
        browser = sign_in(create_app(house), people[0])
        return browser.get_cookie(COOKIE).value, [person.email for person in people]


def _while_signing_in(address, cookie, people, *, bursts):
    """The times of visits as long as the bursts last, and how many got in.

    Who signs in is another process, so that these threads do not hold up the one that measures.
    """
    times_taken = []
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as others:
        signing_in = others.submit(sign_in_at_once, address, people, bursts=bursts)
        while not signing_in.done():
            times_taken.append(_visit(address, cookie))
            time.sleep(0.01)
        return times_taken, signing_in.result()


def sign_in_at_once(address, people, *, bursts):
    """How many of these people got in, all at the same moment and `bursts` times."""
    with ThreadPoolExecutor(len(people)) as pool:
        rounds = (pool.map(lambda email: _sign_in(address, email), people) for _ in range(bursts))
        return sum(sum(got_in) for got_in in rounds)


def _visit(address, cookie):
    request = urllib.request.Request(  # noqa: S310 - loopback.
        f"{address}/clients", headers={"Cookie": f"{COOKIE}={cookie}"}
    )

    def ask():
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback.
            assert answer.url.endswith("/clients")
            answer.read()

    return seconds(ask)


def _sign_in(address, email):
    """Whether the person got in; who waits behind too many asks again, as a browser's user does."""
    for _ in range(20):
        if _try(address, email):
            return True
        time.sleep(0.3)
    return False


def _try(address, email):
    jar = CookieJar()
    # The cookie is for safe connections alone, which loopback counts as in a browser.
    jar._policy.return_ok_secure = lambda cookie, request: True
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{address}/login", timeout=30).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    form = {"csrf_token": token, "email": email, "password": PASSWORD}
    data = urllib.parse.urlencode(form).encode()
    try:
        return "/login/enrol" in opener.open(f"{address}/login", data, timeout=30).url
    except urllib.error.HTTPError as error:
        if error.code != 429:
            raise
        return False


def _slow(times_taken):
    return statistics.quantiles(times_taken, n=20)[-1]
