"""What was used last is kept, no more than was said, and made once while it is kept."""

import threading

import pytest

from dpa_manager.domain.recently_used import RecentlyUsed


def test_a_value_is_made_once_while_it_is_kept():
    kept, made = RecentlyUsed(most=2), []

    values = [kept.get("a", lambda: made.append("a") or object()) for _ in range(3)]

    assert made == ["a"]
    assert values[0] is values[1] is values[2]


def test_the_one_unused_longest_goes_first():
    kept, made = RecentlyUsed(most=2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: made.append(key))

    assert made == ["a", "b", "c", "b"]
    assert len(kept) == 2


def test_what_fails_is_tried_again():
    kept = RecentlyUsed(most=2)

    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)

    assert kept.get("a", lambda: 7) == 7


def test_nothing_is_left_after_clearing():
    kept = RecentlyUsed(most=2)
    kept.get("a", lambda: 1)

    kept.clear()

    assert len(kept) == 0
    assert kept.get("a", lambda: 2) == 2


def test_threads_share_it_without_losing_its_bound():
    kept = RecentlyUsed(most=5)

    def use():
        for number in range(500):
            assert kept.get(number % 9, lambda: number % 9) == number % 9  # noqa: B023 - used at once.

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(kept) == 5
