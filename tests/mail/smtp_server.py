"""A real mail server on this machine for tests: it takes, refuses, defers, and keeps what it took.

`answer_recipient` and `answer_data` are asked for the reply; `after_data` is called with the
connection once the answer to a message was sent.
"""

import asyncio
import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult

PASSWORD = "a password & more"  # noqa: S105


class _Speaker(SMTP):
    """aiosmtpd's server, which also tells when the answer to a message has left."""

    async def push(self, status):
        await super().push(status)
        if self.event_handler.is_answering:
            self.event_handler.is_answering = False
            self.event_handler.after_data()


class SmtpServer:
    """Listens on 127.0.0.1 while it is entered; `messages` are those that it took, in order."""

    def __init__(self, *, starttls=None, smtps=None, is_asking_to_sign_in=False, port=0):
        self.messages, self.conversations, self.is_answering = [], 0, False
        self.answer_recipient = lambda recipient: "250 OK"
        self.answer_data = lambda message: "250 Taken"
        self.after_data = lambda: None
        self.port, self._smtps = port, smtps
        self._options = {"tls_context": starttls, "require_starttls": starttls is not None}
        if is_asking_to_sign_in:
            self._options |= {"auth_required": True, "authenticator": _authenticate}
        self._loop, self._is_over = asyncio.new_event_loop(), asyncio.Event()
        self._is_ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))

    def __enter__(self):
        self._thread.start()
        assert self._is_ready.wait(30)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._is_over.set)
        self._thread.join()
        self._loop.close()

    async def _serve(self):
        server = await self._loop.create_server(
            lambda: _Speaker(self, loop=self._loop, hostname="mail.example", **self._options),
            host="127.0.0.1",
            port=self.port,
            ssl=self._smtps,
        )
        self.port = server.sockets[0].getsockname()[1]
        self._is_ready.set()
        await self._is_over.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    @property
    def url(self):
        return f"{'smtps' if self._smtps else 'smtp'}://127.0.0.1:{self.port}"

    @property
    def ids(self):
        """The Message-IDs of what was taken, in order."""
        return [message["Message-ID"] for message in self.messages]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.conversations += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        reply = self.answer_recipient(address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        message.envelope = (envelope.mail_from, tuple(envelope.rcpt_tos))
        message.is_encrypted = server.transport.get_extra_info("ssl_object") is not None
        # Blocking is fine: whoever answers slowly does so for the one who waits.
        reply = await asyncio.to_thread(self.answer_data, message)
        if reply.startswith("250"):
            self.messages.append(message)
            self.is_answering = True
        return reply


def _authenticate(server, session, envelope, mechanism, data):
    is_known = (data.login, data.password) == (b"kbits", PASSWORD.encode())
    return AuthResult(success=is_known, handled=is_known)
