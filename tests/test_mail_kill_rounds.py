"""A worker that is killed between the mail server's yes and its own row loses no mail.

The server stops the worker (SIGSTOP) before it says yes, and kills it (SIGKILL) once the yes has
left: what the worker would have written is never written. Every other round it is killed a moment
after the yes instead, wherever it then is.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from dpa_manager.actions.sending import LEASE
from dpa_manager.models import OutgoingMail
from tests.mail.outbox import a_firm, queue, states
from tests.test_kill_rounds import wait_until_alone

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 0.004


class Killer:
    """Kills the worker that is sending, at the `countdown`-th mail that the server takes."""

    def __init__(self, server, *, seed):
        self.server, self.worker, self.countdown, self.is_exact = server, None, 0, False
        # A fixed seed, so that a failure can be had again.
        self.chance = random.Random(seed)  # noqa: S311
        server.answer_data, server.after_data = self.before_yes, self.after_yes

    def before_yes(self, _):
        self.countdown -= 1
        if self.countdown == 0 and self.is_exact:
            os.kill(self.worker.pid, signal.SIGSTOP)
        return "250 Taken"

    def after_yes(self):
        if self.countdown == 0:
            if not self.is_exact:
                time.sleep(self.chance.uniform(0, LONGEST_S))
            self.worker.kill()

    def round(self, toolbox, url):
        """Start a worker and kill it; whether it was killed before it had ended."""
        self.countdown, self.is_exact = self.chance.randint(1, 3), not self.is_exact
        return self.work(toolbox, url) == -signal.SIGKILL

    def work(self, toolbox, url):
        """Let a worker send, as of the toolbox's clock; its exit code."""
        command = [sys.executable, "-m", "tests.kill_sender", url, str(toolbox.config.home)]
        command += [self.server.url, toolbox.now().isoformat()]
        self.worker = subprocess.Popen(command, cwd=ROOT)
        code = self.worker.wait(60)
        wait_until_alone(toolbox.database)
        return code


def prove_rounds(toolbox, server, *, url, rounds):
    """Kill the worker `rounds` times, then let one end; what each mail was sent how often."""
    a_firm()
    mails = {mail.message_id: mail.recipient for mail in queue(toolbox, 3 * rounds)}
    killer, unwritten = Killer(server, seed=33), 0
    for _ in range(rounds):
        assert killer.round(toolbox, url)
        taken, sent = set(server.ids), OutgoingMail.select().where(OutgoingMail.state == "sent")
        written = {mail.message_id for mail in sent}
        # No row says sent that the server did not take.
        assert written <= taken
        unwritten += len(taken - written)
        toolbox.clock.move(seconds=LEASE.total_seconds())
        toolbox.clock.instant += timedelta(seconds=1)
    killer.countdown = 0
    assert killer.work(toolbox, url) == 0
    assert set(states()) == {"sent"}
    counts = Counter(server.ids)
    assert set(counts) == set(mails)
    for message in server.messages:
        assert message.envelope[1] == (mails[message["Message-ID"]],)
    return counts, unwritten


def prove(toolbox, server, *, url, rounds):
    counts, unwritten = prove_rounds(toolbox, server, url=url, rounds=rounds)
    # Every exact round left a mail that was taken and not written, which then went out again.
    copies = sum(counts.values()) - len(counts)
    assert copies == unwritten >= (rounds + 1) // 2
    return f"{rounds} rounds, {len(counts)} mails, {copies} second copies"


def test_a_mail_taken_from_a_killed_worker_is_sent_again_and_none_is_lost(
    toolbox, db_url, smtp_server
):
    assert prove(toolbox, smtp_server, url=db_url, rounds=3).startswith("3 rounds, 9 mails")


@pytest.mark.prove
def test_fifty_rounds_of_killing_the_worker_lose_no_mail(toolbox, db_url, smtp_server):
    assert prove(toolbox, smtp_server, url=db_url, rounds=50).startswith("50 rounds, 150 mails")
