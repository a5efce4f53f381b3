"""The forms of signing in."""

from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.speaking import LANGUAGE_NAMES, marked

LONGEST_PASSWORD = 200
LONGEST_ADDRESS = 254
LONGEST_CODE = 40

_CURRENT = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}
_CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
_ADDRESS = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}


class PasswordForm(Form):
    """Address and password."""

    email = EmailField(
        marked("E-mail address"),
        validators=[InputRequired(), Length(max=LONGEST_ADDRESS)],
        render_kw=_ADDRESS,
    )
    password = PasswordField(
        marked("Password"),
        validators=[InputRequired(), Length(max=LONGEST_PASSWORD)],
        render_kw=_CURRENT,
    )


class AddressForm(Form):
    """The address to which a link is mailed."""

    email = EmailField(
        marked("E-mail address"),
        validators=[InputRequired(), Length(max=LONGEST_ADDRESS)],
        render_kw=_ADDRESS,
    )


class CodeForm(Form):
    """A code of an app or of a mail, or a recovery code."""

    code = StringField(
        marked("Code"), validators=[InputRequired(), Length(max=LONGEST_CODE)], render_kw=_CODE
    )


class NewPasswordForm(Form):
    """A new password, typed once: showing it is the browser's, and pasting is welcome."""

    password = PasswordField(
        marked("New password"),
        validators=[InputRequired(), Length(max=LONGEST_PASSWORD)],
        description=marked("At least 12 characters. A sentence that only you know is a good one."),
        render_kw=_NEW,
    )


class InvitationForm(NewPasswordForm):
    """The first password of somebody who was invited, and their language."""

    language = RadioField(
        marked("Language"),
        choices=choices(LANGUAGE_NAMES.items()),
        validators=[InputRequired()],
    )


class ClientInvitationForm(Form):
    """The same for people of clients, who may also do without a password."""

    password = PasswordField(
        marked("Password, if you want one"),
        validators=[Length(max=LONGEST_PASSWORD)],
        description=marked(
            "At least 12 characters. Without one, a link is mailed to you each time you sign in."
        ),
        render_kw=_NEW,
    )
    language = RadioField(
        marked("Language"),
        choices=choices(LANGUAGE_NAMES.items()),
        validators=[InputRequired()],
    )


class ProofForm(Form):
    """The same proofs as at signing in, of which a person has one or two."""

    password = PasswordField(
        marked("Password"), validators=[Length(max=LONGEST_PASSWORD)], render_kw=_CURRENT
    )
    code = StringField(marked("Code"), validators=[Length(max=LONGEST_CODE)], render_kw=_CODE)
