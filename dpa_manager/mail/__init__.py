"""Mails: their words in files, the message made from them, and its way to the server."""
