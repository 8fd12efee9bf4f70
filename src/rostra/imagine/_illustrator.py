"""The bundled illustrator: a painter that needs no image model, no network and no key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rostra.errors import ModelError, PainterGarbage, PaintingRefused
from rostra.imagine._facts import facts_by_rules, records_of, told_in_png
from rostra.imagine._letters import Font, fonts
from rostra.imagine._picture import Drawing, described, draw
from rostra.imagine._plan import planned
from rostra.imagine._read import read
from rostra.imagine._record import OPENMOJI, alt_text, dublin, note
from rostra.imagine._scene import Scene
from rostra.imagine._types import LONGEST_PROMPT, Abilities, Order, Painted, Progress
from rostra.models import Model

SMALLEST, LARGEST, MOST = 128, 2048, 10


@dataclass(frozen=True, slots=True)
class Illustrator:
    """Composes OpenMoji symbols and drawings of its own into a scene; a `Painter`.

    With a `model` a language model plans what the request leaves open. `letters` are the fonts to
    write with (None = those of the system, () = write nothing).
    """

    model: Model | None = None
    letters: tuple[Font, ...] | None = None

    @property
    def name(self) -> str:
        """Who draws."""
        return "illustrator"

    @property
    def abilities(self) -> Abilities:
        """Any size of even sides, up to ten pictures, seeds, negative prompts, both languages."""
        return Abilities(
            smallest=SMALLEST, largest=LARGEST, step=2, n=MOST, seed=True, negative=True,
            languages=("zh", "en"),
        )  # fmt: skip

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw an order; the same order gives the same bytes with the same fonts.

        Raises PaintingRefused for what it cannot do (edits, sizes, too many), PainterError where a
        package is missing.
        """
        _check(self, order)
        scene, trouble = self._scene(order)
        for k in range(order.n):
            if progress:
                yield Progress(0, 1, picture=k)
            yield self._one(order, scene, order.seed + k, trouble)

    def _scene(self, order: Order) -> tuple[Scene, str]:
        """Read the request, and let the model plan; what went wrong with it is said."""
        scene = read(order.prompt, order.lang, order.negative)
        if self.model is None or scene.portrait or not order.prompt.strip():
            return scene, ""
        try:
            plan = planned(scene, order.prompt, self.model, order.seed)
            calm = order.style == "regular"  # there, only what the request puts in quotes is said
            return (replace(plan, bubble=scene.bubble) if calm else plan), ""
        except ModelError:
            zh = scene.lang == "zh"
            return (
                scene,
                "语言模型没有给出可用的构图，按规则排布。"
                if zh
                else "The language model gave no usable plan; laid out by rules.",
            )

    def _one(self, order: Order, scene: Scene, seed: int, trouble: str) -> Painted:
        letters = fonts() if self.letters is None else self.letters
        model = f"rules and {self.model.name}" if self.model and not trouble else "rules"
        credit = (OPENMOJI,)
        facts = facts_by_rules(order, seed, model, credit)
        held = records_of(facts)
        alt = alt_text(scene)
        head = described(alt, f"{held[0][1]}: {alt}", dublin(order, held))
        made = draw(
            scene,
            (order.width, order.height),
            seed,
            fun=order.style == "fun",
            fonts=letters,
            metadata=head,
        )
        cut = len(order.prompt) > LONGEST_PROMPT
        return Painted(
            data=told_in_png(rendered(made.svg, letters), facts),
            width=order.width,
            height=order.height,
            seed=seed,
            prompt_sent=order.prompt[:LONGEST_PROMPT],
            painter=self.name,
            model=model,
            svg=made.svg,
            credit=credit,
            note=note(scene, planned=trouble, cut=cut, unwritten=made.unwritten),
            alt=alt_text(replace(made.scene, lang=scene.lang)),
            shown=_shown(made),
            missing=scene.missing,
        )


def _check(painter: Illustrator, order: Order) -> None:
    can = painter.abilities
    if not order.prompt.strip():
        raise PaintingRefused("the prompt is empty; say what to draw")
    if order.task != "paint":
        raise PaintingRefused(
            f"the illustrator cannot {order.task} a picture; choose another painter"
        )
    if not can.fits(order.width, order.height):
        raise PaintingRefused(
            f"the illustrator cannot draw {order.width}x{order.height}; ask for even sides from "
            f"{SMALLEST} to {LARGEST} pixels"
        )
    if not 1 <= order.n <= can.n:
        raise PaintingRefused(f"{order.n} pictures were ordered; ask for 1 to {can.n}")


def _shown(made: Drawing) -> tuple[str, ...]:
    """Give the words of the request whose things are in the picture."""
    seen = {made.scene.actors[at].said for at, _ in made.boxes}
    settings = {
        said
        for said, key in made.scene.named
        if key in (made.scene.place, made.scene.beyond, made.scene.weather, made.scene.hour)
    }
    return tuple(said for said, _ in made.scene.named if said in seen | settings)


def rendered(svg: str, letters: Sequence[Font]) -> bytes:
    """Render an SVG to PNG with these fonts alone; raises PainterGarbage where resvg cannot."""
    from resvg_py import svg_to_bytes

    files = [font.file for font in letters] if "<text" in svg else []
    try:
        return bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files))
    except ValueError as err:
        raise PainterGarbage(
            f"resvg cannot render the drawing ({err}); report the prompt and seed"
        ) from err
