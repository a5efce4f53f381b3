"""Labels stand in the order that a reader expects: accents and case folded."""

from dpa_manager.domain.wording.order import by_label, in_order


def test_accents_case_and_ligatures_do_not_move_a_label():
    labels = ["Zone", "élève", "Ecole", "école", "œuvre", "Orange", "année", "Âge"]
    assert in_order(labels) == [
        "Âge", "année", "Ecole", "école", "élève", "œuvre", "Orange", "Zone",
    ]  # fmt: skip


def test_labels_stand_once_and_empty_ones_not_at_all():
    assert in_order(["b", "a", "b", ""]) == ["a", "b"]


def test_rows_are_sorted_by_what_is_printed():
    assert by_label([{"n": "É"}, {"n": "d"}, {"n": "F"}], lambda row: row["n"]) == [
        {"n": "d"},
        {"n": "É"},
        {"n": "F"},
    ]
