"""Open talks over a restart: there again the same day, readable by nobody else, gone the next."""

from datetime import UTC, datetime, timedelta

from csconsole.talks.model import Talk
from csconsole.talks.open_talks import OpenTalks
from csconsole.workspace.workspace import Workspace

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TALKS = OpenTalks(
    (
        Talk("zh").asked("退货运费谁出").answered("buyer", "王芳").with_sent("freight"),
        Talk("zh", number=2).speaking("en").showing("freight", 1).looking("thyf", "", "freight"),
        Talk("zh", number=3).with_order("an order"),
    ),
    1,
)


def test_they_are_there_again_as_they_were(workspace: Workspace) -> None:
    workspace.talks.save(TALKS, NOW)
    assert workspace.talks.load(NOW + timedelta(hours=3)) == TALKS


def test_after_a_day_they_are_gone_for_good(workspace: Workspace) -> None:
    workspace.talks.save(TALKS, NOW)
    assert workspace.talks.load(NOW + timedelta(days=1)) is None
    assert workspace.talks.load(NOW) is None


def test_nobody_can_read_them_on_the_disk(workspace: Workspace) -> None:
    workspace.talks.save(TALKS, NOW)
    content = workspace.places.open_talks.read_bytes()
    assert "王芳".encode() not in content
    assert b"thyf" not in content


def test_talks_in_which_nothing_was_done_are_not_kept(workspace: Workspace) -> None:
    workspace.talks.save(TALKS, NOW)
    workspace.talks.save(OpenTalks((Talk("zh"),)), NOW)
    assert not workspace.places.open_talks.exists()


def test_a_damaged_file_is_no_obstacle(workspace: Workspace) -> None:
    workspace.talks.save(TALKS, NOW)
    workspace.places.open_talks.write_bytes(b"csconsole sealed 1\nnonsense")
    assert workspace.talks.load(NOW) is None


def test_letters_that_are_halves_are_kept_too(workspace: Workspace) -> None:
    talks = OpenTalks((Talk("zh").asked("\ud83d"),))
    workspace.talks.save(talks, NOW)
    assert workspace.talks.load(NOW) == talks
