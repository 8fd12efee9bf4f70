"""A painter for tests: it draws plain squares, and fails, hangs or waits as it is told."""

import io
import threading

from PIL import Image

from rostra.imagine import Abilities, Painted, Progress


def square(colour=(200, 30, 30), side=8):
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return out.getvalue()


class Squares:
    """Draws a square a picture. `act(order, k)` is called before picture k and may do anything.

    `asked` keeps the orders; `closed` counts those whose iterator was closed or ended.
    """

    def __init__(self, act=lambda _order, _k: None, *, name="squares", **can):
        self.name = name
        self.abilities = Abilities(
            **{"smallest": 64, "largest": 4096, "n": 10, "seed": True, "negative": True,
               "languages": ("en",), **can}
        )  # fmt: skip
        self.asked = []
        self.closed = 0
        self._act = act
        self._lock = threading.Lock()

    def paint(self, order, *, progress=False):
        with self._lock:
            self.asked.append(order)
        try:
            for k in range(order.n):
                if progress:
                    yield Progress(0, 1, picture=k)
                self._act(order, k)
                yield Painted(
                    square(), order.width, order.height, order.seed + k, order.prompt, self.name
                )
        finally:
            with self._lock:
                self.closed += 1
