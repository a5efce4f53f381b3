"""The blueprint that all pages of signing in belong to."""

from flask import Blueprint

blueprint = Blueprint("sign_in", __name__)
