"""A mail server that takes everything, and an authority whose word no system trusts."""

import pytest

from tests.mail.certificates import Authority
from tests.mail.smtp_server import SmtpServer


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def smtp_server():
    """An open server on this machine, where nobody signs in."""
    with SmtpServer() as server:
        yield server
