"""Whatever an agent does among open talks, each buyer's text has that buyer's values alone."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.desktop.talks.state import TalksState
from csconsole.storage.places import Places
from csconsole.workspace.workspace import open_workspace

QUERIES = st.sampled_from(["", "thyf", "fhcn", "qsr", "sldf", "运费", "nothing like it"])
NAMES = st.sampled_from(["buyer", "姓名", "发货日", "承担"])


class Agent(RuleBasedStateMachine):
    """Types, fills in, sends and goes to and fro; every value carries the talk it was given in."""

    def __init__(self, library) -> None:
        super().__init__()
        self.state = RepliesState(
            library,
            language="zh",
            interface_language="en",
            values={},
            now=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC),
        )
        self.talks = TalksState(self.state)
        self.closed = []
        self.seen = {}

    @property
    def mark(self) -> str:
        """Tells the present talk in every value that is given in it."""
        return f"<{self.state.talk.id}>"

    @rule(query=QUERIES)
    def search(self, query):
        self.state.search(query)

    @rule(row=st.integers(0, 3))
    def look(self, row):
        if row < len(self.state.results):
            self.state.choose(row)

    @rule(name=NAMES)
    def give(self, name):
        self.state.give(name, f"{name}{self.mark}")

    @rule(names=st.sets(NAMES))
    def attach_an_order(self, names):
        told = {name: f"{name} of the order{self.mark}" for name in names}
        order = KnownOrder(
            f"order{self.mark}", "1042", f"Wang{self.mark}", {"zh": told, "en": told}
        )
        self.state.orders.know(order)
        self.talks.attach(order.id)

    @rule()
    def detach_the_order(self):
        self.talks.attach("")

    @rule()
    def send(self):
        if self.state.chosen is not None:
            self.state.sent()

    @rule()
    def another_wording(self):
        self.state.next_wording()

    @rule()
    def another_language(self):
        self.state.next_language()

    @rule()
    def begin_another(self):
        self.leave()
        self.talks.begin()

    @rule(at=st.integers(0, 4))
    def switch(self, at):
        self.leave()
        before = self.state.talk.id
        if self.talks.switch(at):
            assert self.state.talk.id != before
        self.compare()

    @rule(at=st.integers(0, 4))
    def close(self, at):
        self.leave()
        if at < len(self.talks.labels()):
            self.closed.append(self.talks.close(at))
        self.compare()

    @rule()
    def reopen(self):
        if self.closed:
            self.leave()
            self.talks.reopen(self.closed.pop())
            self.compare()

    def leave(self):
        """Remember what the present talk looks like."""
        self.seen[self.state.talk.id] = self.look_of_it()

    def compare(self):
        """A talk that is come back to looks as it did when it was left."""
        before = self.seen.get(self.state.talk.id)
        assert before is None or before == self.look_of_it()

    def look_of_it(self):
        state = self.state
        reply = state.chosen.id if state.chosen is not None else ""
        return (state.query, reply, state.language, state.wording_at(), state.filled().text)

    @invariant()
    def the_text_has_values_of_this_talk_alone(self):
        text = self.state.filled().text
        assert text.count("<") == text.count(self.mark)

    @invariant()
    def every_tab_has_a_name(self):
        assert all(self.talks.labels())


def test_values_never_leak_from_one_talk_to_another(small_profile: Places) -> None:
    workspace = open_workspace(small_profile)
    try:
        run_state_machine_as_test(lambda: Agent(workspace.replies))
    finally:
        workspace.close()
