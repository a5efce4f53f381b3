"""A matrix as a table of words: what is written can be pasted back, and nothing pasted raises."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.documents.workbook import Head, write_csv
from dpa_manager.domain.flow_matrix import Column, cells_between, rows_of
from dpa_manager.domain.pasted_matrix import MOST_LINES, read_pasted, table_of
from dpa_manager.vocabulary.library import vocabulary

STAYS = Column()
HOST = Column("subprocessor", "SUB-0001", "Noordzee Hosting NV")
VOICE = Column("subprocessor", "SUB-0002", "Clearline Voice Ltd")
GRID = Column("recipient", "REC-0001", "Netbeheerder Oost")
COLUMNS = (STAYS, HOST, VOICE, GRID)
NAME = ("client_customers", "name")
PRESENT = {(*NAME, "stays", ""), ("client_customers", "email", "stays", "")}


def ticked(text, *, present=PRESENT):
    found = read_pasted(text, columns=COLUMNS, present=present)
    return {cell[1:] for cell in found.ticked}, [
        (f.line, f.column, f.word, f.kind) for f in found.faults
    ]


keys = st.sampled_from
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@st.composite
def matrices(draw):
    """Columns of any names, and ticks in them."""
    references = draw(st.lists(st.sampled_from(range(40)), unique=True, max_size=5))
    columns = (STAYS, *(Column("subprocessor", f"SUB-{n:04}", draw(texts)) for n in references))
    rows = draw(
        st.sets(
            st.tuples(keys([*vocabulary().data_subjects]), keys([*vocabulary().data_categories])),
            min_size=1,
            max_size=6,
        )
    )
    every = cells_between(("|".join(row) for row in rows), (one.value for one in columns))
    return columns, draw(st.sets(st.sampled_from(every), min_size=1))


@given(matrices(), st.sampled_from(["nl", "fr", "en"]), st.booleans())
def test_what_is_written_is_read_back_the_same(matrix, language, is_csv):
    columns, cells = matrix
    table = table_of(rows_of(cells), columns, cells, language=language)
    if is_csv:
        text = write_csv([Head(word) for word in table[0]], table[1:]).decode()
    else:
        out = io.StringIO()
        csv.writer(out, dialect="excel-tab").writerows(table)
        text = out.getvalue()

    found = read_pasted(text, columns=columns, present=())

    assert found.faults == ()
    assert found.ticked == cells
    rows = {cell[:2] for cell in cells}
    assert len(found.ticked) + len(found.cleared) == len(rows) * len(columns)


@given(st.text(max_size=300), st.sampled_from(["", "welke\tblijft\n", "a;b;c\n"]))
def test_nothing_that_is_pasted_raises(text, head):
    found = read_pasted(head + text, columns=COLUMNS, present=PRESENT)

    assert not found.ticked & found.cleared
    assert all(fault.line > 0 and fault.column > 0 for fault in found.faults)


@pytest.mark.parametrize(
    "text",
    [
        "\tBlijft bij ons\nNaam en voornaam\tx",
        "gegevens\tRESTE CHEZ NOUS\nnom et prenom\toui",
        "\tstays with us\nname\tyes",
        "\tstays\nName\t1\n\n",
        "data;KBITS\r\nNOM ET PRÉNOM;✓\r\n",
        "﻿data,stays\nname,'x",
    ],
)
def test_words_are_known_in_three_languages_with_or_without_accents(text):
    assert ticked(text) == ({("name", "stays", "")}, [])


def test_a_recipient_is_known_by_name_or_reference():
    cells, faults = ticked("\tnoordzee hosting nv\tSUB-0002\tX (REC-0001)\nname\tx\tja\tv")

    assert cells == {
        ("name", "subprocessor", "SUB-0001"),
        ("name", "subprocessor", "SUB-0002"),
        ("name", "recipient", "REC-0001"),
    }
    assert faults == []


@pytest.mark.parametrize("word", ["", "nee", "NON", "no", "0", " "])
def test_an_empty_cell_takes_a_tick_away_and_no_other(word):
    found = read_pasted(f"\tstays\nname\t{word}\n", columns=COLUMNS, present=PRESENT)

    assert found.cleared == {(*NAME, "stays", "")}
    assert not found.ticked


@pytest.mark.parametrize(
    "text", ["\tWhose\tstays\nname\tProspecten\tx", "x\ty\tstays\nprospects\tname\tx"]
)
def test_the_second_column_says_whose_in_either_order(text):
    found = read_pasted(text, columns=COLUMNS, present=PRESENT)

    assert found.ticked == {("client_prospects", "name", "stays", "")}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\tstays\tUnknown Ltd\nname\tx\tx", (1, 3, "Unknown Ltd", "target")),
        ("\tstays\nname\tx\nshoe size\tx", (3, 1, "shoe size", "category")),
        ("\tWhose\tstays\nname\tMartians\tx\nname\t\tx", (2, 2, "Martians", "subject")),
        ("\tstays\tSUB-0001\nname\tx\tperhaps", (2, 3, "perhaps", "cell")),
    ],
)
def test_what_is_not_understood_is_told_with_its_place_and_the_rest_is_read(text, fault):
    assert ticked(text) == ({("name", "stays", "")}, [fault])


@pytest.mark.parametrize("text", ["", "name", "\n\n", "\0"])
def test_a_text_without_rows_is_no_table(text):
    assert [fault[3] for fault in ticked(text)[1]] == ["table"]


def test_a_cell_beyond_every_measure_is_no_table():
    cells, faults = ticked('\tstays\nname\t"' + "x" * 200_000)

    assert (cells, [fault[3] for fault in faults]) == (set(), ["table"])


def test_a_row_without_people_is_of_those_who_have_such_data():
    present = {("client_staff", "name", "stays", ""), ("patients", "email", "stays", "")}
    text = "\tstays\nname\tx\nphone\tx"

    found = read_pasted(text, columns=COLUMNS, present=present)

    assert found.ticked == {("client_staff", "name", "stays", "")}
    assert [fault.kind for fault in found.faults] == ["whose"]


def test_lines_beyond_the_most_are_told_and_not_read():
    text = "\tstays\n" + "name\tx\n" * MOST_LINES

    assert ticked(text)[1] == [(MOST_LINES + 1, 1, "name", "table")]


def test_two_of_one_name_are_told_apart_by_their_references():
    twins = (STAYS, HOST, Column("subprocessor", "SUB-0009", HOST.name))

    by_name = read_pasted(f"\t{HOST.name}\nname\tx", columns=twins, present=PRESENT)
    by_reference = read_pasted("\tSUB-0009\nname\tx", columns=twins, present=PRESENT)

    assert [fault.kind for fault in by_name.faults] == ["target"]
    assert by_reference.ticked == {(*NAME, "subprocessor", "SUB-0009")}
