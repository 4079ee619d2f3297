"""Which window has the keyboard under X11, by what window managers agreed upon (EWMH 1.5)."""

from collections.abc import Collection

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.protocol.event import ClientMessage
from Xlib.xobject.drawable import Window

from csconsole.desktop.system.model import Area, Target
from csconsole.desktop.system.x11_session import atom, words

_FROM_A_PAGER = 2  # EWMH: the user asked for it directly, so it is no theft of the focus
_ON_ALL_DESKTOPS = 0xFFFF_FFFF
_DEEPEST = 32  # windows inside each other


class X11Windows:
    """Remembers windows, tells where they stand, and gives them the keyboard back."""

    def __init__(self, display: Display) -> None:
        self._display, self._root = display, display.screen().root
        self._active = atom(display, "_NET_ACTIVE_WINDOW")
        self._user_time = atom(display, "_NET_WM_USER_TIME")
        self._cardinal = atom(display, "CARDINAL")
        self._desktop = atom(display, "_NET_WM_DESKTOP")
        self._shown_desktop = atom(display, "_NET_CURRENT_DESKTOP")
        self._stacking = atom(display, "_NET_CLIENT_LIST_STACKING")
        self._states = atom(display, "_NET_WM_STATE")
        self._kinds = atom(display, "_NET_WM_WINDOW_TYPE")
        self._frame = atom(display, "_NET_FRAME_EXTENTS")
        self._shadow = atom(display, "_GTK_FRAME_EXTENTS")
        self._hidden = atom(display, "_NET_WM_STATE_HIDDEN")
        kinds = ("NORMAL", "DIALOG")
        self._usual = {atom(display, f"_NET_WM_WINDOW_TYPE_{kind}") for kind in kinds}

    def foreground(self) -> Target | None:
        """See `Windows`."""
        number = self._active_number()
        return self._target(number) if number is not None else None

    def uppermost(self, own: Collection[int]) -> Target | None:
        """See `Windows`."""
        for number in reversed(words(self._root, self._stacking)):  # from the front to the back
            if number not in own and self._is_seen(number):
                return self._target(number)
        return None

    def exists(self, target: Target) -> bool:
        """See `Windows`."""
        return target.id in words(self._root, self._stacking)

    def area(self, target: Target) -> Area | None:
        """See `Windows`."""
        window = self._window(target.id)
        try:
            inner = self._area(window) if self._is_seen(target.id) else None
        except XError:
            return None
        if inner is None:
            return None
        # Left, right, top, bottom; what GTK draws itself has a shadow that belongs to its window.
        frame, shadow = (
            [*words(window, name)[:4], 0, 0, 0, 0] for name in (self._frame, self._shadow)
        )
        left, right, top, bottom = (frame[side] - shadow[side] for side in range(4))
        return Area(
            inner.left - left,
            inner.top - top,
            inner.width + left + right,
            inner.height + top + bottom,
        )

    def give_focus(self, target: Target) -> None:
        """See `Windows`; not every window manager goes to another desktop by itself."""
        try:
            lies = words(self._window(target.id), self._desktop)
        except XError:
            return  # it has gone
        shown = words(self._root, self._shown_desktop)
        if lies and shown and lies[0] not in {shown[0], _ON_ALL_DESKTOPS}:
            self._ask(self._root, self._shown_desktop, (lies[0], X.CurrentTime, 0))
        self._activate(target.id, X.CurrentTime)

    def has_focus(self, target: Target) -> bool:
        """See `Windows`."""
        if self._active_number() != target.id:
            return False
        try:
            focused = self._display.get_input_focus().focus
            return isinstance(focused, Window) and self._is_inside(focused, target.id)
        except XError:
            return False

    def come_forward(self, window: int) -> None:
        """See `Windows`."""
        own = self._window(window)
        moment = self._server_time()
        own.change_property(self._user_time, self._cardinal, 32, [moment])
        self._activate(window, moment)

    def _target(self, number: int) -> Target | None:
        window = self._window(number)
        try:
            told = window.get_wm_class() or ()
            return Target(number, tuple(name.lower() for name in told), self._area(window))
        except XError:
            return None  # it has just gone

    def _is_seen(self, number: int) -> bool:
        """Whether a window is no panel or desktop, and not put away."""
        window = self._window(number)
        try:
            kinds = words(window, self._kinds)
            if kinds and not self._usual & set(kinds):
                return False
            is_mapped = window.get_attributes().map_state == X.IsViewable
            return is_mapped and self._hidden not in words(window, self._states)
        except XError:
            return False  # it has just gone

    def _active_number(self) -> int | None:
        told = words(self._root, self._active)
        return told[0] if told and told[0] else None

    def _activate(self, number: int, moment: int) -> None:
        present = self._active_number() or 0
        self._ask(self._window(number), self._active, (_FROM_A_PAGER, moment, present))

    def _ask(self, window: Window, what: int, told: tuple[int, int, int]) -> None:
        """Ask the window manager for something."""
        message = ClientMessage(window=window, client_type=what, data=(32, [*told, 0, 0]))
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._root.send_event(message, event_mask=mask)
        self._display.flush()

    def _server_time(self) -> int:
        """The server's present moment, which window managers compare with their last event."""
        window = self._probe()
        window.change_property(self._user_time, self._cardinal, 32, [])
        while True:
            event = self._display.next_event()
            if event.type == X.PropertyNotify and event.window.id == window.id:
                window.destroy()
                return int(event.time)

    def _probe(self) -> Window:
        probe: Window = self._root.create_window(
            -1, -1, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        return probe

    def _is_inside(self, window: Window, outer: int) -> bool:
        """Whether a window is another, or lies in it."""
        for _step in range(_DEEPEST):
            if window.id == outer:
                return True
            tree = window.query_tree()
            if not isinstance(tree.parent, Window):
                return False
            window = tree.parent
        return False

    def _area(self, window: Window) -> Area | None:
        size = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Area(corner.x, corner.y, size.width, size.height)

    def _window(self, number: int) -> Window:
        found: Window = self._display.create_resource_object("window", number)
        return found
