"""What no page of ours asks for is an answer 400, never a fault: queries and fields of forms."""

import io

import pytest

from tests.web.signed_in import token_of

STRANGE_QUERIES = {
    "twice": "next=/me&next=/today",
    "a list": "id[]=1",
    "an object": "a[b]=1",
    "no name": "=1",
    "nothing at all": "next=%00",
    "an end of line in a name": "a%0Ab=1",
    "an escape": "next=%1B[31m",
    "half a sign": "next=%FF",
    "a sign that turns the reading": "next=%E2%80%AE",
    "many": "&".join(f"a{number}=1" for number in range(21)),
    "long": "next=" + "x" * 4001,
}


@pytest.mark.parametrize("query", STRANGE_QUERIES.values(), ids=STRANGE_QUERIES)
@pytest.mark.parametrize("path", ["/login", "/me", "/nothing"])
def test_a_query_that_no_page_makes_is_refused(visitor, query, path):
    assert visitor.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["", "next=/me", "language=fr", "after=a%0Ab", "q=%C3%A9%26%3D", "a=&b=", "x" * 3900]
)
def test_a_query_as_pages_make_them_is_taken(stranger, query):
    assert stranger.get(f"/login?{query}").status_code == 200


STRANGE_FORMS = {
    "one field more": {"is_active": "1"},
    "a name with a list": {"email[]": "a@b.example"},
    "a field twice": {"email": ["a@b.example", "c@d.example"]},
    "the token twice": {"csrf_token": ["x"]},
    "a nothing in a name": {"a\0b": "1"},
}


@pytest.mark.parametrize("more", STRANGE_FORMS.values(), ids=STRANGE_FORMS)
@pytest.mark.parametrize("path", ["/login", "/login/link", "/login/reset"])
def test_a_form_has_its_own_fields_each_once(stranger, path, more):
    token = token_of(stranger.get(path).text)
    data = {"csrf_token": [token], "email": ["a@b.example"], "password": ["x"]}
    if path != "/login":
        data.pop("password")
    for name, values in more.items():
        values = values if isinstance(values, list) else [values]
        data[name] = [*data.get("csrf_token", []), *values] if name == "csrf_token" else values

    assert stranger.post(path, data=data).status_code == 400


def test_a_file_is_no_field_of_a_form_without_files(stranger):
    token = token_of(stranger.get("/login").text)
    data = {"csrf_token": token, "email": "a@b.example", "password": (io.BytesIO(b"x"), "a")}

    answer = stranger.post("/login", data=data, content_type="multipart/form-data")

    assert answer.status_code == 400


@pytest.mark.parametrize("body", ["[1, 2]", '{"email": ["a"]}', "nonsense", ""])
def test_what_is_no_form_at_all_is_refused(stranger, body):
    token = token_of(stranger.get("/login").text)

    answer = stranger.post(
        "/login", data=body, content_type="application/json", headers={"X-CSRFToken": token}
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("typed", ["a\0b@c.example", "a\nb@c.example", "a\x1bb@c.example"])
def test_a_sign_that_nobody_types_is_told_beside_its_field(stranger, typed):
    answer = stranger.submit("/login/link", {"email": typed})

    assert answer.status_code == 400
    assert 'class="field__error" id="email-error"' in answer.text


def test_words_are_kept_without_outer_spaces_and_in_one_form(app, stranger):
    answer = stranger.submit("/login", {"email": "  e\u0301@b.example ", "password": " x "})

    assert 'value="\u00e9@b.example"' in answer.text
    assert 'value=" x "' not in answer.text


BUTTONS = ("/logout", "/me/sessions/end-others", "/me/factor/begin", "/me/factor/recovery-codes")


@pytest.mark.parametrize("path", BUTTONS)
def test_a_button_sends_its_token_and_nothing_else(visitor, path):
    assert visitor.submit(path, {"role": "admin"}, on="/me").status_code == 400
    assert visitor.submit(path, {"csrf_token": ["a", "b"]}, on="/me").status_code == 400
    assert visitor.get("/me").status_code == 200
