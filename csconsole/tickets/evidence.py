"""Evidence on tickets: photos and files, kept encrypted, in their order, removed with undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from csconsole.errors import BadInputError, NotFoundError
from csconsole.files import write_atomically
from csconsole.language import _
from csconsole.people.people import People
from csconsole.storage.attachments import Attachments
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Action, Undone
from csconsole.storage.store import Store
from csconsole.tickets.evidence_files import NewFile, clean_name, ending_of
from csconsole.tickets.evidence_store import EVIDENCE, EvidenceStore
from csconsole.tickets.file_types import OTHER, TYPES, FileType, Sort
from csconsole.tickets.model import Ticket
from csconsole.tickets.store import TICKET
from csconsole.tickets.tickets import Tickets

MOST = 200  # pieces of one ticket
PHOTOS = "photos_received"
_OURS = UUID("2a0d7b64-9f0c-5c55-8a3e-6b1f4d3f9e70")  # the namespace of the ids below


@dataclass(frozen=True)
class Piece:
    """One piece of evidence on a ticket.

    Attributes:
        attachment: the name of its content among the attachments of the store.
        size: bytes.
        at: when it was added, UTC.
        removed: when it was taken out; None while it counts.
    """

    id: str
    ticket: str
    attachment: str
    name: str
    type: FileType
    size: int
    broken: bool
    at: datetime
    agent: str
    position: int
    removed: datetime | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo that can be looked at."""
        return self.type.sort is Sort.PICTURE and not self.broken


@dataclass(frozen=True)
class Added:
    """What adding files to a ticket came to.

    Attributes:
        pieces: those of the files, new or there already.
        known: how many of them were there already.
        action: the change in the journal; "" where nothing was new.
    """

    pieces: tuple[Piece, ...]
    known: int
    action: str


class Evidence:
    """The evidence on the tickets; used from the thread that opened the store."""

    def __init__(self, store: Store, tickets: Tickets, people: People) -> None:
        self._journal, self._tickets, self._people = store.journal, tickets, people
        self._rows = EvidenceStore(store)
        self._attachments = Attachments(store)

    def add(self, ticket: str, files: Sequence[NewFile], now: datetime) -> Added:
        """Put files behind the evidence of a ticket, all of them or none.

        A content that the ticket has already stays what and where it is.

        Raises:
            BadInputError: they are too many, or the folder of the attachments cannot be written.
            NotFoundError: there is no such ticket.
        """
        found = self._tickets.find(ticket)
        rows = {row["id"]: row for row in self._rows.of_ticket(found.id)}
        present = sum(1 for row in rows.values() if not _is_gone(row))
        if present + len(files) > MOST:
            raise BadInputError(
                _("a ticket has at most {most} photos and files").format(most=MOST),
                place=found.number,
            )
        last = max((row["position"] or 0 for row in rows.values()), default=0)
        new: dict[str, Mapping[str, Any]] = {}
        ids = []
        for file in files:
            name = self._attachments.keep(file.content, ending_of(file.type))
            id_ = str(uuid5(_OURS, f"{found.id}\n{name}"))
            ids.append(id_)
            before = rows.get(id_)
            if id_ not in new and (before is None or _is_gone(before)):
                last += 1
                patch = self._patch(found.id, name, file, now) | {"position": last}
                new[id_] = patch | ({DELETED: False} if before and before[DELETED] else {})
        done = self._write("tickets.attach", found, new)
        pieces = {piece.id: piece for piece in self.of(found.id)}
        return Added(tuple(pieces[id_] for id_ in ids), len(ids) - len(new), done)

    def of(self, ticket: str, *, with_removed: bool = False) -> list[Piece]:
        """The evidence on a ticket of this id, in its order."""
        rows = self._rows.of_ticket(ticket)
        wanted = [row for row in rows if not row[DELETED] and (with_removed or not row["removed"])]
        return [_piece(row) for row in wanted]

    def content(self, piece: Piece) -> bytes | None:
        """The content of a piece; None where it is not on this computer, or was changed."""
        return self._attachments.content(piece.attachment)

    def remove(self, piece: str, now: datetime) -> str:
        """Take a piece out; the action to undo it by.

        Raises:
            NotFoundError: there is none of this id.
        """
        told = self._find(piece)
        if told["removed"]:
            return ""
        # The name stands here for the timeline, which reads single changes.
        patch = {"removed": int(now.timestamp()), "name": told["name"]}
        return self._write("tickets.detach", self._tickets.find(told["ticket"]), {piece: patch})

    def put_back(self, piece: str) -> str:
        """Put a piece back that was taken out; the action to undo it by.

        Raises:
            NotFoundError: there is none of this id.
        """
        told = self._find(piece)
        if not told["removed"]:
            return ""
        patch = {"removed": None, "name": told["name"]}
        return self._write("tickets.attach", self._tickets.find(told["ticket"]), {piece: patch})

    def arrange(self, ticket: str, ids: Sequence[str]) -> str:
        """Put the evidence into this order; the action to undo it by, "" where nothing moved."""
        found = self._tickets.find(ticket)
        order = {id_: at for at, id_ in enumerate(ids, 1)}
        rows = self._rows.of_ticket(found.id)
        moved = {
            row["id"]: {"position": order[row["id"]]}
            for row in rows
            if row["id"] in order and row["position"] != order[row["id"]]
        }
        return self._write("tickets.arrange", found, moved)

    def undo(self, action: str) -> Undone:
        """Take an addition, a removal or an order back; the photos are counted anew."""
        entries = self._journal.entries_of(action)
        with self._journal.transaction():
            undone = self._journal.undo(action, agent=self._people.agent)
            ids = {entry.entity_id for entry in entries if entry.entity == EVIDENCE.name}
            tickets = {row["ticket"] for id_ in ids if (row := self._rows.one(id_))}
            for ticket in tickets:
                with self._journal.action("tickets.attach", self._people.agent) as counting:
                    self._count(counting, self._tickets.find(ticket))
        return undone

    def save(self, pieces: Iterable[Piece], folder: Path) -> list[Path]:
        """Write pieces into a folder as readable files, never over one that is there.

        Raises:
            BadInputError: the folder cannot be written, or a content is not on this computer.
        """
        written = []
        for piece in pieces:
            content = self.content(piece)
            if content is None:
                raise BadInputError(_("this file is not on this computer"), place=piece.name)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                path = _free(folder, clean_name(piece.name, piece.type))
                write_atomically(path, content)
            except OSError as error:
                raise BadInputError(
                    _("the file cannot be written: {why}").format(why=error.strerror or error),
                    place=str(folder),
                ) from error
            written.append(path)
        return written

    def _find(self, piece: str) -> dict[str, Any]:
        row = self._rows.one(piece)
        if row is None or row[DELETED]:
            raise NotFoundError(_("there is no such photo or file"), place=piece[:36])
        return row

    def _patch(self, ticket: str, name: str, file: NewFile, now: datetime) -> dict[str, Any]:
        return {
            "ticket": ticket,
            "attachment": name,
            "name": file.name,
            "type": file.type.name,
            "size": len(file.content),
            "broken": int(file.broken),
            "at": int(now.timestamp()),
            "agent": self._people.agent,
            "removed": None,
        }

    def _write(self, cause: str, ticket: Ticket, patches: Mapping[str, Mapping[str, Any]]) -> str:
        if not patches:
            return ""
        with self._journal.action(cause, self._people.agent) as action:
            for id_, patch in patches.items():
                action.write(EVIDENCE.name, id_, patch)
            self._count(action, ticket)
        return action.id

    def _count(self, action: Action, ticket: Ticket) -> None:
        """Have the ticket's own count of photos follow, where its form has one."""
        if PHOTOS not in self._tickets.workflow(ticket.kind).fields:
            return
        photos = sum(piece.is_photo for piece in self.of(ticket.id))
        if photos != (self._tickets.find(ticket.id).fields.get(PHOTOS) or 0):
            action.write(TICKET.name, ticket.id, {PHOTOS: photos})


def attachments_of(store: Store, tickets: Sequence[str]) -> dict[str, str]:
    """All evidence that tickets have or ever had, id -> the attachment with its content.

    For forgetting a person: removed and undone pieces are among them.
    """
    rows = EvidenceStore(store).of_tickets(tickets)
    return {row["id"]: row["attachment"] for row in rows if row["attachment"]}


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def _is_gone(row: Mapping[str, Any]) -> bool:
    return bool(row[DELETED] or row["removed"])


def _piece(row: Mapping[str, Any]) -> Piece:
    return Piece(
        id=row["id"],
        ticket=row["ticket"] or "",
        attachment=row["attachment"] or "",
        name=row["name"] or "",
        type=TYPES.get(row["type"] or "", OTHER),
        size=row["size"] or 0,
        broken=bool(row["broken"]),
        at=datetime.fromtimestamp(row["at"] or 0, UTC),
        agent=row["agent"] or "",
        position=row["position"] or 0,
        removed=datetime.fromtimestamp(row["removed"], UTC) if row["removed"] else None,
    )
