"""Python's collector of reference cycles, kept on the GUI thread.

By itself it runs in whichever thread happens to allocate, and a widget that it finds while the bridge's
thread does is destroyed there, which ends the program without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks at how much there is to collect."""


class GarbageCollector(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What exists by now lives as long as the program, and need not be looked at each time.
        gc.freeze()
        timer = QTimer(self, interval=EVERY)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """The oldest generation that the interpreter itself would have collected by now."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [number for number in range(3) if counts[number] > thresholds[number]]
    if due:
        gc.collect(max(due))
