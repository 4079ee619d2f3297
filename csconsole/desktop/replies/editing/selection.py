"""Which replies of the list are meant, and leading the list to one."""

from PySide6.QtCore import QItemSelectionModel

from csconsole.desktop.replies.page import RepliesPage
from csconsole.replies.model import Reply


def selected(page: RepliesPage) -> list[Reply]:
    """The replies that are marked in the list, in its order; else the one that is looked at."""
    rows = sorted(index.row() for index in page.results.selectionModel().selectedIndexes())
    if len(rows) > 1:
        return [page.state.results[row].reply for row in rows]
    return [page.state.chosen] if page.state.chosen is not None else []


def neighbour(page: RepliesPage) -> str:
    """The id of the reply that is looked at once the marked ones are gone; "" for none."""
    leaving = {reply.id for reply in selected(page)}
    row, results = page.state.row(), page.state.results
    after = (results[at].reply.id for at in range(row, len(results)))
    before = (results[at].reply.id for at in range(row - 1, -1, -1))
    return next((id_ for ids in (after, before) for id_ in ids if id_ not in leaving), "")


def choose(page: RepliesPage, reply_id: str) -> bool:
    """Look at a reply of the list; False where the list does not have it."""
    row = next((at for at, one in enumerate(page.state.results) if one.reply.id == reply_id), -1)
    if row < 0:
        return False
    index = page.model.index(row)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    page.results.selectionModel().setCurrentIndex(index, flag)
    page.results.scrollTo(index)
    return True


def lead_to(page: RepliesPage, reply_id: str) -> None:
    """Look at a reply, with the search and the category emptied where they hide it."""
    if choose(page, reply_id):
        return
    page.search_box.clear()
    page.state.enter_category("")
    page.renew()
    choose(page, reply_id)
