"""Which replies an agent has marked, and which were sent lately."""

import pytest


@pytest.fixture
def li(small_shop):
    """The small shop with 小李 at the desk."""
    small_shop.people.sit_down("小李")
    return small_shop


def test_marked_replies_are_told_the_latest_first(li):
    for reply_id in ("freight", "hello", "address"):
        li.favourites.mark(reply_id, marked=True)
    li.favourites.mark("hello", marked=False)
    assert sorted(li.favourites.ids()) == ["address", "freight"]
    li.favourites.mark("hello", marked=True)
    assert set(li.favourites.ids()) == {"address", "freight", "hello"}


def test_a_mark_that_is_made_twice_counts_once(li):
    for _time in range(2):
        li.favourites.mark("hello", marked=True)
    assert li.favourites.ids() == ["hello"]


def test_each_agent_has_marks_of_their_own(li):
    li.favourites.mark("hello", marked=True)
    li.people.sit_down("小王")
    assert li.favourites.ids() == []


def test_what_was_sent_last_comes_first_and_once(li):
    for reply_id in ("hello", "freight", "hello"):
        li.replies.record_use(reply_id, talk="t", language="zh", agent="小李")
    li.replies.record_use("address", talk="t", language="zh", agent="小王")
    assert sorted(li.favourites.recent()) == ["freight", "hello"]
    assert len(li.favourites.recent(1)) == 1
