"""The words of the room: sizes that fit, and an order's pictures read at once."""

from rostra.imagine import Abilities, Order, Painted, Progress, pictures


class Counting:
    """A painter that paints nothing, but as often as it is asked to."""

    name = "counting"
    abilities = Abilities(n=4, seed=True)

    def paint(self, order, *, progress=False):
        for k in range(order.n):
            if progress:
                yield Progress(0, 1, picture=k)
            yield Painted(b"", order.width, order.height, order.seed + k, order.prompt, self.name)


def test_sizes_by_list_or_by_limits():
    assert Abilities(sizes=((512, 512),)).fits(512, 512)
    assert not Abilities(sizes=((512, 512),)).fits(512, 528)
    loose = Abilities(smallest=256, largest=1024, step=16)
    assert loose.fits(256, 1024)
    assert not loose.fits(240, 512)
    assert not loose.fits(512, 1040)
    assert not loose.fits(512, 513)


def test_pictures_leaves_progress_out():
    painter = Counting()
    assert len(list(painter.paint(Order("a cat", n=2), progress=True))) == 4
    assert [p.seed for p in pictures(painter, Order("a cat", n=3, seed=7))] == [7, 8, 9]
