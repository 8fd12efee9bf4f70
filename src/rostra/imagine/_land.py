"""Open country: hills, farms, forests, mountains, deserts, snow, the playing field."""

from __future__ import annotations

from rostra.imagine._backdrop import Backdrop, bloom, fir, fuji, peaks, tree, tuft
from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._houses import silhouettes
from rostra.imagine._scene import Scene
from rostra.imagine._sky import sky

_GRASS = {"spring": "#9bcb62", "summer": "#7fb654", "autumn": "#cfa64b", "winter": "#e3edf5"}
_LEAVES = {
    "spring": ("#f6a9c4", "#a9d06b", "#f9c6d7"), "autumn": ("#e0712c", "#d99a2b", "#b8472a"),
    "winter": ("#6f8fa0", "#86a5b3", "#5e7f93"),
}  # fmt: skip
_BLOOMS = ("#ff7d8f", "#ffffff", "#ffb74d", "#c58bff", "#ffe066")


def grass_of(c: Canvas, scene: Scene) -> str:
    """Give the colour of the grass, by the season and the light."""
    if scene.weather == "snow":
        return c.light.of("#e6eff7")
    return c.light.of(_GRASS.get(scene.season, c.chance.choice(("#8cc063", "#93c47d", "#7fb86a"))))


def far_off(c: Canvas, scene: Scene, horizon: float) -> list[str]:
    """Draw the second place of a scene behind the first."""
    haze = mix(c.light.of("#6f86a8"), c.light.sky[1], 0.4)
    leaf = mix(c.light.of("#4f8a57"), c.light.sky[2], 0.25)
    meadow = mix(grass_of(c, scene), c.light.sky[2], 0.4)
    water = c.light.of("#5ab4dc")
    side = c.width * c.chance.choice((0.28, 0.72))
    woods = c.scatter(16, horizon + c.unit, horizon + c.unit * 2)
    drawn = {
        "fuji": lambda: [fuji(c, side, horizon + 4, c.height * 0.34)],
        "mountains": lambda: [peaks(c, horizon + 4, c.height * 0.3, 4, haze)],
        "skyline": lambda: [silhouettes(c, horizon + 4, c.height * 0.26, haze)],
        "forest": lambda: [fir(x, y, c.unit * c.chance.uniform(12, 20), leaf) for x, y in woods],
        "sea": lambda: [rect(0, horizon - c.unit * 7, c.width, c.unit * 9, water)],
        "hills": lambda: [c.ridge(horizon, c.height * 0.12, 4, meadow)],
    }
    alike = {"volcano": "mountains", "castlehill": "forest", "island": "sea"}
    draw = drawn.get(alike.get(scene.beyond, scene.beyond))
    return draw() if draw else []


def hills(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a meadow: far ridges, trees, a path, flowers in front."""
    horizon, ground = c.height * 0.58, c.height * 0.86
    grass = grass_of(c, scene)
    leaves = _LEAVES.get(scene.season, ("#5fa35c", "#74b266", "#4d9366"))
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    back.append(c.ridge(horizon, c.height * 0.13, 5, mix(grass, c.light.sky[1], 0.55)))
    back.append(
        c.ridge(horizon + c.height * 0.04, c.height * 0.09, 4, mix(grass, c.light.sky[2], 0.28))
    )
    for x, y in c.scatter(5, horizon + c.height * 0.06, horizon + c.height * 0.1):
        leaf = mix(c.light.of(c.chance.choice(leaves)), c.light.sky[2], 0.15)
        back.append(tree(c, x, y, c.height * c.chance.uniform(0.1, 0.19), leaf))
    back.append(c.ridge(horizon + c.height * 0.1, c.height * 0.04, 3, grass))
    back.append(c.ridge(ground + c.height * 0.02, c.height * 0.05, 3, darker(grass, 0.07)))
    front = []
    for x, y in c.scatter(9, c.height * 0.93, c.height * 0.99):
        front.append(tuft(c, x, y, c.unit * c.chance.uniform(3, 5), darker(grass, 0.22)))
    if scene.weather != "snow":
        for x, y in c.scatter(7, c.height * 0.92, c.height * 0.985):
            colour = c.light.of(c.chance.choice(_BLOOMS))
            front.append(
                bloom(x, y, c.unit * c.chance.uniform(1.0, 1.6), colour, darker(grass, 0.3))
            )
    return Backdrop(horizon, ground, back, front)


def farm(c: Canvas, scene: Scene) -> Backdrop:
    """Draw fields in furrows, a fence, a barn."""
    place = hills(c, scene)
    horizon, ground = place.horizon, place.ground
    corn = c.light.of("#e3b84d")
    vanish = (c.width * 0.5, horizon + c.height * 0.05)
    for i in range(9):
        left, right = (c.width * (i / 9 * 1.8 - 0.4), c.width * ((i + 0.55) / 9 * 1.8 - 0.4))
        rows = [(left, c.height), vanish, (right, c.height)]
        place.back.append(polygon(rows, darker(corn, 0.05), opacity=0.55))
    x, y, w = c.width * 0.12, horizon + c.height * 0.11, c.unit * 16
    barn, roof = c.light.of("#b5453c"), c.light.of("#6d3b3b")
    place.back += [
        rect(x, y - w * 0.7, w, w * 0.7, barn),
        polygon(
            [(x - w * 0.08, y - w * 0.68), (x + w / 2, y - w * 1.12), (x + w * 1.08, y - w * 0.68)],
            roof,
        ),
        rect(x + w * 0.34, y - w * 0.42, w * 0.32, w * 0.42, darker(barn, 0.35)),
    ]
    for k in range(int(c.width / (c.unit * 9)) + 1):
        fx, fy = k * c.unit * 9, ground - c.height * 0.12
        place.back.append(rect(fx, fy, c.unit * 0.9, c.unit * 6, c.light.of("#c8a079")))
    place.back.append(
        rect(0, ground - c.height * 0.105, c.width, c.unit * 0.8, c.light.of("#c8a079"))
    )
    return place


def forest(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a wood in four depths, with light between the trunks."""
    horizon, ground = c.height * 0.6, c.height * 0.87
    snowy = scene.weather == "snow"
    leaf = c.light.of({"autumn": "#b9752f", "spring": "#7db36b"}.get(scene.season, "#3f7f5a"))
    back = sky(c, scene, horizon)
    back.append(
        ellipse(c.width / 2, horizon, c.width * 0.4, c.height * 0.35, c.halo(c.light.glow, 0.5))
    )
    for depth in range(4):
        near = depth / 3
        base = horizon + c.height * (0.02 + 0.085 * depth)
        shade = mix(c.light.sky[1], darker(leaf, 0.1 + 0.2 * near), 0.35 + 0.65 * near)
        count = (15, 11, 8, 6)[depth]
        for x, y in c.scatter(count, base, base + c.height * 0.03):
            middle = abs(x / c.width - 0.5) < 0.05 + 0.11 * depth
            tall = c.height * c.chance.uniform(0.24, 0.36) * (0.8 + near * 0.9)
            if not middle:
                back.append(fir(x, y, tall, shade, snowy=snowy and depth > 1))
        floor = mix(grass_of(c, scene), darker(leaf, 0.1), 0.0 if snowy else 0.35)
        back.append(
            c.ridge(
                base + c.height * 0.04,
                c.height * 0.02,
                4,
                mix(floor, c.light.sky[1], 0.3 * (1 - near)),
            )
        )
    front = [
        tuft(c, x, y, c.unit * 5, darker(leaf, 0.3))
        for x, y in c.scatter(12, c.height * 0.94, c.height)
    ]
    for x, y in c.scatter(3, c.height * 0.93, c.height * 0.98):
        front.append(_toadstool(c, x, y, c.unit * 1.8))
    return Backdrop(horizon, ground, back, front if not snowy else front[:6])


def _toadstool(c: Canvas, x: float, y: float, r: float) -> str:
    cap = f"M{n(x - r)} {n(y - r)}A{n(r)} {n(r)} 0 0 1 {n(x + r)} {n(y - r)}Z"
    stalk = rect(x - r * 0.25, y - r, r * 0.5, r, c.light.of("#f5ead6"), rx=r * 0.2)
    return stalk + path(cap, c.light.of("#d8453e")) + circle(x, y - r * 1.5, r * 0.2, "#fff")


def mountains(c: Canvas, scene: Scene) -> Backdrop:
    """Draw two ranges of mountains over a meadow, or Mount Fuji over its lake."""
    horizon, ground = c.height * 0.64, c.height * 0.87
    back = sky(c, scene, horizon)
    rock = c.light.of("#7d8bb0")
    if scene.place == "fuji":
        back.append(fuji(c, c.width * 0.5, horizon + 4, c.height * 0.44))
    else:
        back.append(peaks(c, horizon + 4, c.height * 0.42, 3, mix(rock, c.light.sky[1], 0.45)))
        back.append(peaks(c, horizon + 4, c.height * 0.26, 5, mix(rock, c.light.sky[2], 0.1)))
    grass = grass_of(c, scene)
    back.append(
        c.ridge(horizon + c.height * 0.02, c.height * 0.05, 5, mix(grass, c.light.sky[2], 0.25))
    )
    for x, y in c.scatter(11, horizon + c.height * 0.03, horizon + c.height * 0.08):
        leaf = mix(c.light.of("#3f7f5a"), c.light.sky[2], 0.1)
        back.append(
            fir(x, y, c.height * c.chance.uniform(0.07, 0.13), leaf, snowy=scene.weather == "snow")
        )
    back.append(c.ridge(horizon + c.height * 0.11, c.height * 0.05, 3, grass))
    front = [
        tuft(c, x, y, c.unit * 4, darker(grass, 0.22))
        for x, y in c.scatter(9, c.height * 0.93, c.height)
    ]
    return Backdrop(horizon, ground, back, front)


def volcano(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a volcano that throws fire and smoke."""
    horizon, ground = c.height * 0.66, c.height * 0.88
    back = sky(c, scene, horizon)
    x, top, base, wide = c.width * 0.5, c.height * 0.24, horizon + 6, c.width * 0.44
    for i in range(9):
        r = c.unit * (5 + i * 1.3)
        back.append(
            circle(
                x + c.unit * (i * 2.2 - 4) * (1 if i % 2 else -0.6),
                top - c.unit * 2.4 * i,
                r,
                mix("#58505c", c.light.sky[0], 0.25),
                opacity=0.8,
            )
        )
    rock, lava = c.light.of("#5b4650"), "#ff7a2f"
    back.append(circle(x, top, c.unit * 22, c.halo("#ff9d4d", 0.8)))
    for dx, dy in ((-9, 12), (-5, 17), (0, 20), (5, 16), (10, 11)):
        back.append(circle(x + dx * c.unit, top - dy * c.unit * 0.6, c.unit * 1.2, lava))
    back.append(
        path(
            f"M{n(x - wide)} {n(base)}Q{n(x - wide * 0.3)} {n(base - c.height * 0.12)} {n(x - wide * 0.16)} {n(top)}H{n(x + wide * 0.16)}Q{n(x + wide * 0.3)} {n(base - c.height * 0.12)} {n(x + wide)} {n(base)}Z",
            rock,
        )
    )
    flow = f"M{n(x - wide * 0.16)} {n(top)}H{n(x + wide * 0.16)}Q{n(x + wide * 0.1)} {n(top + c.height * 0.1)} {n(x + wide * 0.14)} {n(top + c.height * 0.2)}Q{n(x + wide * 0.04)} {n(top + c.height * 0.12)} {n(x)} {n(top + c.height * 0.3)}Q{n(x - wide * 0.02)} {n(top + c.height * 0.1)} {n(x - wide * 0.1)} {n(top + c.height * 0.17)}Z"
    back.append(path(flow, lava))
    back.append(c.ridge(horizon + c.height * 0.06, c.height * 0.05, 4, c.light.of("#4f5f4f")))
    back.append(c.ridge(ground, c.height * 0.06, 3, c.light.of("#3f4a44")))
    return Backdrop(horizon, ground, back)


def desert(c: Canvas, scene: Scene) -> Backdrop:
    """Draw dunes with lit and shaded slopes."""
    horizon, ground = c.height * 0.6, c.height * 0.87
    sand = c.light.of("#eec27c")
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    for i in range(3):
        base = horizon + c.height * 0.09 * i
        top = base - c.height * (0.1 + 0.02 * i)
        x = c.width * c.chance.uniform(0.2, 0.8)
        tone = mix(sand, c.light.sky[2], 0.4 - 0.17 * i)
        back.append(c.ridge(base, c.height * 0.07, 3, tone))
        dune = f"M{n(x - c.width * 0.5)} {n(base + c.height * 0.06)}Q{n(x - c.width * 0.1)} {n(top)} {n(x)} {n(top)}Q{n(x + c.width * 0.08)} {n(top + c.height * 0.08)} {n(x + c.width * 0.4)} {n(base + c.height * 0.06)}Z"
        shade = f"M{n(x)} {n(top)}Q{n(x + c.width * 0.08)} {n(top + c.height * 0.08)} {n(x + c.width * 0.4)} {n(base + c.height * 0.06)}H{n(x - c.width * 0.1)}Q{n(x + c.width * 0.06)} {n(base)} {n(x)} {n(top)}Z"
        back += [path(dune, lighter(tone, 0.08)), path(shade, darker(tone, 0.13))]
    back.append(c.ridge(ground - c.height * 0.06, c.height * 0.03, 2, sand))
    for x, y in c.scatter(5, ground + c.height * 0.03, c.height * 0.97):
        back.append(
            path(
                f"M{n(x - c.unit * 9)} {n(y)}q{n(c.unit * 9)} {n(-c.unit * 2)} {n(c.unit * 18)} 0",
                "none",
                stroke=darker(sand, 0.1),
                stroke_width=c.unit * 0.4,
            )
        )
    return Backdrop(horizon, ground, back)


def snow(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a winter landscape: firs under snow, soft banks."""
    horizon, ground = c.height * 0.6, c.height * 0.87
    white = c.light.of("#f3f8fd")
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    back.append(c.ridge(horizon, c.height * 0.12, 4, mix(white, c.light.sky[1], 0.5)))
    for x, y in c.scatter(12, horizon + c.height * 0.02, horizon + c.height * 0.07):
        leaf = mix(c.light.of("#4a7d72"), c.light.sky[1], 0.3)
        back.append(fir(x, y, c.height * c.chance.uniform(0.12, 0.24), leaf, snowy=True))
    back.append(
        c.ridge(horizon + c.height * 0.09, c.height * 0.05, 3, mix(white, c.light.sky[1], 0.2))
    )
    back.append(c.ridge(ground, c.height * 0.06, 3, white))
    return Backdrop(horizon, ground, back, shadow="#3b4a7a")


def ice(c: Canvas, scene: Scene) -> Backdrop:
    """Draw floes and icebergs in a cold sea."""
    horizon, ground = c.height * 0.55, c.height * 0.86
    sea = c.light.of("#4c9cc4")
    back = sky(c, scene, horizon)
    back.append(
        rect(
            0,
            horizon,
            c.width,
            c.height - horizon,
            c.gradient(mix(sea, c.light.sky[2], 0.4), darker(sea, 0.2)),
        )
    )
    for x, tall in ((0.16, 0.2), (0.84, 0.26), (0.55, 0.1)):
        mid, high = c.width * x, c.height * tall
        berg = [(-1, 0), (-0.75, -0.55), (-0.35, -0.7), (0, -1), (0.3, -0.6), (0.7, -0.5), (1, 0)]
        ice_ = mix(c.light.of("#eef8ff"), c.light.sky[1], 0.2)
        back.append(
            polygon(
                [(mid + a * high * 0.8, horizon + c.unit * 3 + b * high) for a, b in berg], ice_
            )
        )
        side = [(0, -1), (0.3, -0.6), (0.7, -0.5), (1, 0), (0.2, 0)]
        back.append(
            polygon(
                [(mid + a * high * 0.8, horizon + c.unit * 3 + b * high) for a, b in side],
                darker(ice_, 0.14),
            )
        )
    for x, y, w in ((0.15, 0.7, 0.12), (0.9, 0.74, 0.14), (0.5, 0.66, 0.08)):
        back.append(
            ellipse(c.width * x, c.height * y, c.width * w, c.unit * 1.8, mix(sea, "#ffffff", 0.65))
        )
    floe = c.light.of("#f2f9ff")
    edge = f"M{n(-c.unit)} {n(c.height * 0.79)}Q{n(c.width * 0.25)} {n(c.height * 0.74)} {n(c.width * 0.5)} {n(c.height * 0.76)}T{n(c.width * 1.02)} {n(c.height * 0.78)}V{n(c.height)}H0Z"
    back.append(path(edge, mix(sea, "#ffffff", 0.45), transform=f"translate(0 {n(c.unit * 2)})"))
    back.append(path(edge.replace(n(c.height * 0.79), n(c.height * 0.8)), floe))
    return Backdrop(horizon, ground, back, shadow="#3b6a9a")


def pitch(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a stadium: stands with people, floodlights, a mown pitch."""
    horizon, ground = c.height * 0.55, c.height * 0.87
    back = sky(c, scene, horizon)
    stand = c.light.of("#5d6d92")
    back.append(
        path(
            f"M0 {n(c.height * 0.3)}Q{n(c.width / 2)} {n(c.height * 0.4)} {n(c.width)} {n(c.height * 0.3)}V{n(horizon)}H0Z",
            stand,
        )
    )
    colours = [c.light.of(x) for x in ("#ffd65c", "#ef6c6c", "#ffffff", "#6fb7ff", "#8ed081")]
    step = c.unit * 3
    rows = int((horizon - c.height * 0.38) / step)
    for row in range(rows):
        y = horizon - step * (row + 0.9)
        for k in range(int(c.width / step) + 1):
            if c.chance.random() < 0.8:
                back.append(
                    circle(
                        (k + 0.5 * (row % 2)) * step,
                        y,
                        step * 0.3,
                        mix(c.chance.choice(colours), stand, 0.25),
                    )
                )
    back.append(rect(0, horizon - c.unit * 3, c.width, c.unit * 4, c.light.of("#e8ecf2")))
    grass = c.light.of("#63ad57")
    for i in range(8):
        a, b = i / 8 * 1.6 - 0.3, (i + 1) / 8 * 1.6 - 0.3
        points = [
            (c.width * (i / 8), horizon),
            (c.width * ((i + 1) / 8), horizon),
            (c.width * b, c.height),
            (c.width * a, c.height),
        ]
        back.append(polygon(points, grass if i % 2 else lighter(grass, 0.09)))
    back.append(
        ellipse(
            c.width / 2,
            c.height * 0.83,
            c.width * 0.34,
            c.height * 0.09,
            "none",
            stroke="#fff",
            stroke_width=c.unit * 0.7,
            opacity=0.8,
        )
    )
    back.append(
        line(
            [(0, c.height * 0.64), (c.width, c.height * 0.64)], "#ffffff", c.unit * 0.6, opacity=0.8
        )
    )
    for x in (0.08, 0.92):
        back.append(
            rect(
                c.width * x - c.unit * 0.6,
                c.height * 0.12,
                c.unit * 1.2,
                c.height * 0.24,
                c.light.of("#8894ab"),
            )
        )
        back.append(
            rect(
                c.width * x - c.unit * 6,
                c.height * 0.08,
                c.unit * 12,
                c.unit * 6,
                "#fff6cf",
                rx=c.unit,
            )
        )
    return Backdrop(horizon, ground, back)
