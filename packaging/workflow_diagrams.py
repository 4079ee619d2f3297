"""The workflows of the tickets as a page of the documentation, drawn from the data themselves."""

from collections.abc import Iterator, Mapping

from csconsole.tickets.macros import macros
from csconsole.tickets.model import Deed, Kind, Move, State, Workflow
from csconsole.tickets.workflow_file import workflows

GUARDS = {
    "goods-come-back": "the goods come back",
    "no-goods-come-back": "only a refund is wanted",
    "refund-within-paid": "the refund is not more than was paid",
    "decided-for-refund": "the decision is accepted or partly accepted",
    "nothing-owed": "nothing is owed",
    "chase-written": "a chase is written down",
    "remedy-amount": "the amount of the remedy is there",
    "compensation-agreed": "the supervisor agrees to a compensation above the limit",
}


def lines() -> Iterator[str]:
    """docs/workflows.md."""
    yield "# The workflows of the tickets\n"
    yield "<!-- Made by packaging/reference.py from resources/tickets; change it there. -->\n"
    yield (
        "A move is made only if the fields that it needs are filled in and nothing speaks against "
        "it; a refused move says why. A state that waits for the buyer stops the clock of the "
        "solution. A case that has ended owes nothing; the follow-up visit that is planned when it "
        "closes is owed to the buyer by an agent, so it keeps no case from closing. A duplicate, "
        "and a case that goes on as one of another kind, end as `cancelled` from any open state "
        "and name the ticket that goes on.\n"
    )
    for kind in Kind:
        yield from _kind(workflows()[kind])


def _kind(workflow: Workflow) -> Iterator[str]:
    yield f"## {workflow.label['en']} · {workflow.label['zh']}\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in workflow.states.values():
        yield f'    state "{state.label["en"]} · {state.label["zh"]}" as {_name(state.name)}'
    yield f"    [*] --> {_name(workflow.start)}"
    for move in workflow.moves:
        for origin in move.origins:
            yield f"    {_name(origin)} --> {_name(move.to)}: {move.label['en']}"
    for state in workflow.states.values():
        if state.ends:
            yield f"    {_name(state.name)} --> [*]"
    yield "```\n"
    yield "| state | 中文 | who acts next |\n|---|---|---|"
    for state in workflow.states.values():
        yield f"| `{state.name}` | {state.label['zh']} | {_acts(state)} |"
    yield ""
    yield "| move | from → to | needs | only if | settles | owes (hours) |"
    yield "|---|---|---|---|---|---|"
    for move in workflow.moves:
        yield _move(workflow, move)
    yield ""
    yield from _macros(workflow)


def _move(workflow: Workflow, move: Move) -> str:
    needs = ", ".join(workflow.fields[name].label["en"] for name in move.needs)
    guards = "; ".join(GUARDS[name] for name in move.guards)
    settles = ", ".join(deed.value for deed in move.settles)
    way = f"{', '.join(move.origins)} → {move.to}"
    label = f"{move.label['en']} · {move.label['zh']}"
    return f"| {label} | {way} | {needs} | {guards} | {settles} | {_owes(move.owes)} |"


def _macros(workflow: Workflow) -> Iterator[str]:
    known = [macro for macro in macros() if macro.kind is workflow.kind]
    if not known:
        return
    yield "| reply sent | in | goes to | next contact | owes (hours) |\n|---|---|---|---|---|"
    for macro in known:
        reply = f"`{macro.reply}`" if macro.reply else f"tag {macro.tag}"
        contact = f"{macro.contact} h" if macro.contact is not None else ""
        origins = ", ".join(macro.origins)
        yield f"| {reply} | {origins} | {macro.to} | {contact} | {_owes(macro.owes)} |"
    yield ""


def _owes(owed: Mapping[Deed, int]) -> str:
    return ", ".join(f"{deed.value} ({hours})" for deed, hours in owed.items())


def _acts(state: State) -> str:
    return "ended" if state.ends else state.waits_for.value


def _name(state: str) -> str:
    """A name that Mermaid takes."""
    return state.replace("-", "_")
