"""Where the palette and the strip open, on several screens of several densities."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Left a plain screen; right of it, as the system counts it, one of 2880 x 1620 pixels at 150 %.
SCREENS = {
    "screens": [
        {"name": "plain", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1},
        {"name": "dense", "x": 1366, "y": 0, "width": 1920, "height": 1080, "dpr": 1.5},
    ]
}
# Qt knows its screens from its start, so this is asked of a process of its own.
ASKING = """
import json, sys
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
application = QApplication([])
from csconsole.desktop.palette.placing import palette_place
from csconsole.desktop.side_mode import strip_beside
from csconsole.desktop.system.model import Area, Target
from csconsole.desktop.system.screens import on_screen, screen_of
def area(numbers):
    return Area(*numbers) if numbers else None
places = {}
for name, (window, caret) in json.load(sys.stdin).items():
    rect = palette_place(Target(1, (), area(window), area(caret)), QSize(780, 372))
    screen = screen_of(area(window))
    strip = strip_beside(on_screen(screen, area(window)), screen.availableGeometry())
    places[name] = [list(rect.getRect()), list(strip.getRect())]
print(json.dumps(places))
"""
ASKED = {
    "plain": [(100, 100, 600, 500), None],
    "corner": [(1000, 600, 366, 168), None],
    "half beyond the edge": [(-300, -200, 600, 500), None],
    "dense": [(1666, 300, 900, 600), None],
    "caret": [(100, 100, 600, 500), (200, 150, 1, 20)],
    "caret below": [(100, 100, 600, 668), (200, 740, 1, 20)],
    "caret on the dense one": [(1666, 300, 900, 600), (1966, 450, 2, 30)],
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[int]]]:
    """The palette's and the strip's rectangle for each window, in Qt's measure."""
    file = tmp_path_factory.mktemp("screens") / "screens.json"
    common = {"logicalDpi": 96, "logicalBaseDpi": 96}
    screens = {"screens": [{**one, **common} for one in SCREENS["screens"]]}
    file.write_text(json.dumps(screens), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        input=json.dumps(ASKED),
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("window", "palette"),
    [
        ("plain", [9, 163, 780, 372]),  # over its middle
        ("corner", [586, 396, 780, 372]),  # wholly on the screen
        ("half beyond the edge", [0, 0, 780, 372]),
        ("dense", [1475, 213, 780, 372]),
        ("caret", [200, 175, 780, 372]),  # below it
        ("caret below", [200, 362, 780, 372]),  # above it where there is no room below
        ("caret on the dense one", [1766, 325, 780, 372]),
    ],
)
def test_the_palette_opens_where_one_looks_and_wholly_on_that_screen(
    places, window, palette
) -> None:
    assert places[window][0] == palette


@pytest.mark.parametrize(
    ("window", "strip"),
    [("plain", [700, 100, 360, 600]), ("dense", [2166, 200, 360, 600])],
)
def test_the_strip_stands_beside_the_chat_on_the_screen_of_the_chat(places, window, strip) -> None:
    assert places[window][1] == strip
