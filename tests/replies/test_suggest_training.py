"""What was learned from a library is kept encrypted, and learned anew only when it must be."""

from pathlib import Path

import pytest

from csconsole.replies.suggestions.engine import SuggestionEngine
from csconsole.replies.suggestions.training_cache import TrainingCache
from csconsole.workspace.workspace import Workspace

MESSAGES = ("退货的邮费谁承担", "what is the weight", "今天能发货吗", "发票什么时候开")


def words_cache(workspace: Workspace) -> Path:
    return workspace.places.suggestion_training("words")


def engine_of(workspace: Workspace) -> SuggestionEngine:
    learning = workspace.replies.learning
    learning.use_meaning(wanted=False)
    return learning.engine()


def answers(engine: SuggestionEngine) -> list[list[str]]:
    return [[one.reply.id for one in engine.suggest(message)] for message in MESSAGES]


@pytest.fixture
def trained(workspace: Workspace) -> Workspace:
    """A workspace whose suggestions were learned once."""
    engine_of(workspace)
    return workspace


def test_what_is_kept_answers_like_what_was_learned(trained: Workspace) -> None:
    kept = words_cache(trained)
    learned, before = answers(engine_of(trained)), kept.stat().st_mtime_ns
    trained.replies.learning.library_changed()
    assert answers(engine_of(trained)) == learned
    assert kept.stat().st_mtime_ns == before


def test_nothing_of_it_can_be_read_on_the_disk(trained: Workspace) -> None:
    content = words_cache(trained).read_bytes()
    assert b"library" not in content
    assert "退货".encode() not in content


def test_a_new_pair_is_learned_and_what_is_kept_no_longer_counts(trained: Workspace) -> None:
    before = words_cache(trained).read_bytes()
    known = trained.replies.all()[0].id
    trained.learn("阳台能放猫砂盆吗", known)
    trained.replies.learning.library_changed()
    engine_of(trained)
    assert words_cache(trained).read_bytes() != before


def test_forgetting_takes_what_was_learned_from_the_disk(trained: Workspace) -> None:
    trained.learn("阳台能放猫砂盆吗", trained.replies.all()[0].id)
    trained.replies.learning.forget()
    assert not words_cache(trained).exists()


def test_a_damaged_file_counts_as_none(trained: Workspace) -> None:
    kept = words_cache(trained)
    learned = answers(engine_of(trained))
    kept.write_bytes(kept.read_bytes()[:-9])
    engine = engine_of(trained)
    examples, talk = engine._examples, engine._lexical.small_talk
    assert TrainingCache(trained._store, "words").load(examples, talk) is None
    trained.replies.learning.library_changed()
    assert answers(engine_of(trained)) == learned
