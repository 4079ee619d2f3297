"""The look of the tables in the dialogs about imports, and rows that can be copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from csconsole.desktop import theme

_ROW_HEIGHT = 28  # pixels; the same for all, so that thousands of rows cost nothing


class CopyableTable(QTableView):
    """A table to look at: rows are marked, and copied with the usual key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        used = theme.colours()
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setHighlightSections(False)
        self.setStyleSheet(f"""
            QTableView {{ background: {used.surface}; border: 1px solid {used.line};
                border-radius: {theme.RADIUS}px; outline: none;
                selection-background-color: {used.chosen}; selection-color: {used.text}; }}
            QTableView::item {{ padding: 0 {theme.SPACE_SMALL}px; }}
            QTableView::item:selected {{ background: {used.chosen}; color: {used.text}; }}
            QTableView:focus {{ border: 2px solid {used.accent}; }}
            QHeaderView {{ background: {used.surface}; border: none; }}
            QHeaderView::section {{ background: {used.surface}; color: {used.quiet};
                border: none; border-bottom: 1px solid {used.line};
                font-size: {theme.TEXT_SMALL}px; padding: {theme.SPACE_SMALL}px {theme.SPACE}px; }}
            QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
            QScrollBar::handle:horizontal {{ background: {used.line}; border-radius: 5px;
                min-width: 32px; }}
            QScrollBar::handle:horizontal:hover {{ background: {used.quiet}; }}
            QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
            QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        """)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Copy the marked rows; everything else is as in any table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy(only_marked=True)
        else:
            super().keyPressEvent(event)

    def copy(self, *, only_marked: bool = False) -> None:
        """Put rows on the clipboard, as a spreadsheet program takes them."""
        model = self.model()
        rows = (
            sorted({index.row() for index in self.selectionModel().selectedRows()})
            if only_marked
            else range(model.rowCount())
        )
        columns = range(model.columnCount())
        lines = ["\t".join(str(model.index(row, at).data()) for at in columns) for row in rows]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))
