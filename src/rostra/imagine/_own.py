"""Things of our own drawing, where no symbol will do: charts, tables, a balloon, a lander, a roast."""

from __future__ import annotations

from collections.abc import Callable
from math import sin

from rostra.imagine._charts import chartfall, chartrise, chartwave
from rostra.imagine._colours import darker, lighter
from rostra.imagine._draw import LINE, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._symbols import Box, ink, shape

Drawn = tuple[str, Box]
"""Shapes that stand at y = 0 about x = 0, in units of a symbol, and their box."""


def table(colour: str = "") -> Drawn:
    """Draw a table of wood."""
    wood = colour or "#b97a4a"
    legs = "".join(
        rect(x, -24, 5, 24, darker(wood, 0.18), stroke=LINE, stroke_width=1.6) for x in (-40, 35)
    )
    top = rect(-48, -31, 96, 8, wood, rx=2, stroke=LINE, stroke_width=1.8)
    return legs + top + rect(-46, -30, 92, 2.4, lighter(wood, 0.3), rx=1), (-48, -31, 48, 0)


def bench(colour: str = "") -> Drawn:
    """Draw a park bench."""
    wood = colour or "#a9764a"
    legs = "".join(
        rect(x, -16, 4.5, 16, "#4a4a5a", stroke=LINE, stroke_width=1.5) for x in (-36, 32)
    )
    slats = "".join(
        rect(-42, y, 84, 5, wood, rx=2, stroke=LINE, stroke_width=1.5) for y in (-36, -28)
    )
    return legs + slats + rect(-44, -19, 88, 6, wood, rx=2, stroke=LINE, stroke_width=1.6), (
        -44,
        -36,
        44,
        0,
    )


def wellington(colour: str = "") -> Drawn:
    """Draw a Beef Wellington that looks back at you: golden crust, a cut end, eyes, a smile."""
    del colour
    crust, deep = "#dfa04c", "#b87430"
    plate = ellipse(0, -4, 58, 8, "#f5f7fa", stroke=LINE, stroke_width=1.8) + ellipse(
        0, -6, 46, 5, "#d9e0ea"
    )
    loaf = path(
        "M-46 -7C-52 -34 -34 -47 -8 -48H22C40 -47 48 -30 45 -7Z", crust, stroke=LINE, stroke_width=2
    )
    shade = path(
        "M-44 -9C-45 -14 -40 -16 -30 -15C-10 -13 20 -13 44 -16C45 -12 45 -9 45 -8Z",
        deep,
        opacity=0.5,
    )
    lattice = "".join(
        line([(x, -46), (x + 16, -10)], deep, 1.7) + line([(x + 16, -46), (x, -10)], deep, 1.7)
        for x in (-36, -20)
    )
    cut = ellipse(27, -27, 18, 19.5, "#eec07a", stroke=LINE, stroke_width=2)
    layers = (
        ellipse(27, -27, 14.4, 15.8, "#7a4a2c")
        + ellipse(27, -27, 11.8, 13.2, "#c94a4a")
        + ellipse(27, -27, 8.4, 9.6, "#e98282")
    )
    eyes = "".join(
        circle(x, -32, 4.4, "#ffffff", stroke=LINE, stroke_width=1.3)
        + circle(x - 0.6, -31.4, 2.2, LINE)
        + circle(x - 1.4, -32.4, 0.8, "#fff")
        for x in (-28, -12)
    )
    smile = path(
        "M-28 -22Q-20 -14 -12 -22Q-20 -17 -28 -22Z", "#7a2f2a", stroke=LINE, stroke_width=1.3
    )
    cheeks = circle(-36, -24, 3, "#ef8f6f", opacity=0.8) + circle(
        -4.5, -24, 3, "#ef8f6f", opacity=0.8
    )
    herb = "".join(
        ellipse(
            x, y, 5, 2.3, "#5c9e31", stroke=LINE, stroke_width=1.1, transform=f"rotate({a} {x} {y})"
        )
        for x, y, a in ((-2, -51, -35), (6, -53, 20), (2, -50, 0))
    )
    steam = "".join(
        path(
            f"M{x} -60q-5 -6 0 -12t0 -12",
            "none",
            stroke="#ffffff",
            stroke_width=2.4,
            stroke_linecap="round",
            opacity=0.75,
        )
        for x in (-26, -4, 18)
    )
    peas = "".join(
        circle(x, y, 2.6, "#8fbf4f", stroke=LINE, stroke_width=1)
        for x, y in ((-50, -7), (-46, -4), (50, -6), (47, -3))
    )
    return (
        plate + steam + loaf + lattice + shade + cut + layers + eyes + smile + cheeks + herb + peas,
        (-58, -84, 58, 4),
    )


def balloon(colour: str = "") -> Drawn:
    """Draw a hot-air balloon with its basket."""
    tones = (colour or "#e5484d", "#f7cf3d")
    bag = "M-26 -38C-48 -58 -38 -98 0 -98C38 -98 48 -58 26 -38Z"
    parts = [path(bag, tones[0], stroke=LINE, stroke_width=2)]
    for inner, paint in ((0.62, tones[1]), (0.22, tones[0])):
        a, b = 26 * inner, 42 * inner
        parts.append(
            path(
                f"M{n(-a)} -38C{n(-b)} -58 {n(-b)} -94 0 -98C{n(b)} -94 {n(b)} -58 {n(a)} -38Z",
                paint,
                stroke=LINE,
                stroke_width=1.3,
            )
        )
    parts.append(rect(-26, -40, 52, 4, darker(tones[0], 0.2), stroke=LINE, stroke_width=1.3))
    parts += [line([(x, -36), (x * 0.5, -17)], LINE, 1.3) for x in (-22, -8, 8, 22)]
    parts.append(path("M-13 -18H13L10 0H-10Z", "#a9764a", stroke=LINE, stroke_width=1.8))
    parts += [line([(-12, y), (12, y)], "#7a4f2c", 1.1) for y in (-12, -6)]
    return "".join(parts), (-42, -98, 42, 0)


def lander(colour: str = "") -> Drawn:
    """Draw a lunar lander on its four legs."""
    gold, steel = "#e6b84a", colour or "#cfd6e0"
    legs = "".join(
        line(p, LINE, 4.4) + line(p, "#aeb6c4", 2)
        for p in (
            [(-18, -26), (-36, -2)],
            [(18, -26), (36, -2)],
            [(-8, -22), (-14, -2)],
            [(8, -22), (14, -2)],
        )
    )
    feet = "".join(
        ellipse(x, -1.5, 6.4, 2.2, "#8d98aa", stroke=LINE, stroke_width=1.3)
        for x in (-36, -14, 14, 36)
    )
    base = polygon(
        [(-24, -38), (24, -38), (28, -30), (22, -20), (-22, -20), (-28, -30)],
        gold,
        stroke=LINE,
        stroke_width=1.9,
    )
    folds = "".join(
        line([(x, -37), (x * 1.1, -21)], darker(gold, 0.25), 1.1) for x in (-14, -5, 5, 14)
    )
    cabin = path("M-19 -38V-52L-11 -63H11L19 -52V-38Z", steel, stroke=LINE, stroke_width=1.9)
    panes = polygon(
        [(-13, -51), (-4, -57), (-4, -48)], "#3b5a8a", stroke=LINE, stroke_width=1.2
    ) + polygon([(13, -51), (4, -57), (4, -48)], "#3b5a8a", stroke=LINE, stroke_width=1.2)
    dish = line([(6, -63), (13, -71)], LINE, 1.6) + ellipse(
        15, -73, 6, 3, "#f4f7fb", stroke=LINE, stroke_width=1.4, transform="rotate(-35 15 -73)"
    )
    door = rect(-4, -46, 8, 8, darker(steel, 0.25), rx=1.4, stroke=LINE, stroke_width=1.2)
    nozzle = polygon(
        [(-6, -20), (6, -20), (9, -13), (-9, -13)], "#7d8798", stroke=LINE, stroke_width=1.4
    )
    return legs + nozzle + feet + base + folds + cabin + panes + door + dish, (-42, -76, 42, 1)


def bridge(colour: str = "") -> Drawn:
    """Draw a suspension bridge."""
    steel = colour or "#c9482f"
    towers = "".join(
        rect(x - 3.5, -70, 7, 70, steel, stroke=LINE, stroke_width=1.6)
        + rect(x - 6, -30, 12, 4, darker(steel, 0.2))
        for x in (-42, 42)
    )
    deck = rect(-100, -22, 200, 6, darker(steel, 0.15), stroke=LINE, stroke_width=1.6)
    cable = path(
        "M-100 -26Q-70 -34 -42 -68Q0 4 42 -68Q70 -34 100 -26", "none", stroke=LINE, stroke_width=3.4
    ) + path(
        "M-100 -26Q-70 -34 -42 -68Q0 4 42 -68Q70 -34 100 -26",
        "none",
        stroke=steel,
        stroke_width=1.8,
    )
    hangers = "".join(
        line([(x, -22), (x, -30 - 0.021 * x * x)], steel, 1) for x in range(-36, 37, 9)
    )
    return hangers + cable + towers + deck, (-100, -70, 100, 0)


def wizardhat(colour: str = "") -> Drawn:
    """Draw a wizard's hat by itself."""
    from rostra.imagine._hats import hat_of

    del colour
    svg, top = hat_of("wizardhat", (-24, -20, 24, 26), person=True)
    return f'<g transform="translate(0 5)">{svg}</g>', (-32, top + 5, 32, 0)


def cape(colour: str = "") -> Drawn:
    """Draw a cape by itself."""
    from rostra.imagine._wardrobe import cape as hung

    return hung(colour or "#d22f27")((0, -17), (0, -40)), (-27, -55, 27, 2)


def housewet(colour: str = "") -> Drawn:
    """Draw a house that stands deep in water."""
    del colour
    a, b, c, d = ink("1F3E0")
    mid = (a + c) / 2
    clip = f'<clipPath id="wet"><rect x="0" y="0" width="72" height="{n(d - 9)}"/></clipPath>'
    body = f'{clip}<g clip-path="url(#wet)">{shape("1F3E0")}</g>'
    ripples = line([(-30, -1), (-14, -3), (2, -1), (18, -3), (32, -1)], "#ffffff", 1.6)
    return f'<g transform="translate({n(-mid)} {n(-(d - 9))})">{body}</g>{ripples}', (
        a - mid,
        b - d + 9,
        c - mid,
        0,
    )


def brokenhouse(colour: str = "") -> Drawn:
    """Draw a house that leans, its walls cracked."""
    wall, roof = "#e9dcc4", colour or "#b5524a"
    body = polygon([(-28, 0), (-32, -36), (22, -40), (28, 0)], wall, stroke=LINE, stroke_width=1.9)
    top = polygon(
        [(-39, -33), (-8, -62), (4, -54), (8, -60), (30, -38)],
        roof,
        stroke=LINE,
        stroke_width=1.9,
        stroke_linejoin="round",
    )
    crack = line([(4, -53), (-2, -42), (6, -30), (-3, -18), (5, 0)], LINE, 2.2)
    panes = rect(-22, -26, 11, 11, "#5c6b84", stroke=LINE, stroke_width=1.4) + rect(
        12, -27, 10, 11, "#5c6b84", stroke=LINE, stroke_width=1.4
    )
    rubble = "".join(
        polygon(
            [(x - 6, 0), (x - 3, -6), (x + 3, -7), (x + 6, 0)], tone, stroke=LINE, stroke_width=1.2
        )
        for x, tone in ((-36, "#b9a78c"), (36, "#a5524a"), (44, "#b9a78c"), (-26, "#8a7a68"))
    )
    return body + top + crack + panes + rubble, (-44, -62, 50, 0)


def rescueboat(colour: str = "") -> Drawn:
    """Draw an orange rescue boat."""
    hull = colour or "#f08c2e"
    body = path(
        "M-46 -18Q-40 -22 -30 -19H32Q44 -22 50 -26Q48 -4 34 0H-34Q-46 -2 -46 -18Z",
        hull,
        stroke=LINE,
        stroke_width=2,
    )
    stripe = path("M-45 -13H47Q46 -9 44 -7H-43Q-45 -10 -45 -13Z", "#ffffff")
    return body + stripe, (-46, -26, 50, 0)


def ship(colour: str = "") -> Drawn:
    """Draw a freighter that sails to the left: hull, containers, bridge, funnel."""
    hull = colour or "#3c4a72"
    boxes = []
    for k, tone in enumerate(("#e0a33c", "#4f9d8f", "#d06048", "#5d86c4", "#8d6cab")):
        for row in range(1 if k in (0, 4) else 2):
            x, y = -8 + 8.6 * k, -33 - 8.4 * row
            boxes.append(rect(x, y, 8, 7.8, tone, stroke=LINE, stroke_width=1.1))
    house = rect(38, -50, 17, 25, "#f5f1e6", rx=1.5, stroke=LINE, stroke_width=1.7)
    panes = "".join(rect(40.5, y, 12, 3.6, "#7fb3d9", rx=0.8) for y in (-46, -39, -32))
    funnel = rect(43, -61, 8, 11, "#d8483f", stroke=LINE, stroke_width=1.6)
    band = rect(43, -58, 8, 3, "#ffffff")
    body = "M-62 -32L-54 -25H58L54 0H-44Q-56 -8 -62 -32Z"
    stripe = path("M-52.5 -9H55.6L54 0H-44Q-49 -4 -52.5 -9Z", "#c2473f")
    anchor = circle(-47, -17, 2.2, "#f5f1e6")
    mast = line([(-50, -27), (-50, -42)], LINE, 1.8) + polygon(
        [(-50, -42), (-41, -39), (-50, -36)], "#f7cf3d", stroke=LINE, stroke_width=1.1
    )
    return (
        mast
        + funnel
        + band
        + house
        + panes
        + "".join(boxes)
        + path(body, hull, stroke=LINE, stroke_width=2, stroke_linejoin="round")
        + stripe
        + anchor,
        (-62, -61, 58, 0),
    )


def rocketflight(colour: str = "") -> Drawn:
    """Draw a rocket that has just lifted off, upright on its flame."""
    del colour
    flame = path("M-9 -20Q-20 6 0 34Q20 6 9 -20Z", "#ff9f43") + path(
        "M-5 -20Q-11 0 0 20Q11 0 5 -20Z", "#ffe66d"
    )
    body = path(
        "M-12 -20V-66Q-10 -92 0 -104Q10 -92 12 -66V-20Z", "#f4f7fb", stroke=LINE, stroke_width=2
    )
    nose = path("M-9.6 -82Q-6 -96 0 -104Q6 -96 9.6 -82Z", "#e5484d", stroke=LINE, stroke_width=1.6)
    fins = path("M-12 -44L-24 -22V-14L-12 -22Z", "#e5484d", stroke=LINE, stroke_width=1.8) + path(
        "M12 -44L24 -22V-14L12 -22Z", "#c9302c", stroke=LINE, stroke_width=1.8
    )
    port = circle(0, -66, 6, "#7fc4ff", stroke=LINE, stroke_width=1.8)
    band = rect(-12, -36, 24, 5, "#3d6fb5") + rect(
        -7, -21, 14, 5, "#7d8798", stroke=LINE, stroke_width=1.4
    )
    return flame + fins + body + nose + band + port, (-24, -104, 24, 34)


def lighthouse(colour: str = "") -> Drawn:
    """Draw a lighthouse on its rock."""
    red = colour or "#d8483f"
    rock = path("M-26 0Q-24 -10 -12 -12H12Q24 -10 28 0Z", "#8a8494", stroke=LINE, stroke_width=1.8)
    parts = [rock]
    for k in range(5):
        low, high = -10 - 13 * k, -23 - 13 * k
        a, b = 12 - 1.1 * k, 12 - 1.1 * (k + 1)
        parts.append(
            polygon(
                [(-a, low), (a, low), (b, high), (-b, high)],
                red if k % 2 == 0 else "#ffffff",
                stroke=LINE,
                stroke_width=1.5,
            )
        )
    parts += [
        rect(-10, -78, 20, 4, "#4a4a5a", stroke=LINE, stroke_width=1.4),
        rect(-5.5, -89, 11, 11, "#ffe9a8", stroke=LINE, stroke_width=1.5),
        path("M-8 -89Q0 -101 8 -89Z", red, stroke=LINE, stroke_width=1.6),
    ]
    return "".join(parts), (-26, -97, 28, 0)


def icebergsmall(colour: str = "") -> Drawn:
    """Draw a floe that has broken off."""
    del colour
    water = [(x, -2 + 1.4 * sin(x / 7)) for x in range(-40, 41, 4)]
    berg = polygon(
        [(-30, -2), (-24, -22), (-8, -30), (4, -46), (16, -26), (28, -20), (33, -2)],
        "#f2f9ff",
        stroke=LINE,
        stroke_width=1.8,
    )
    side = polygon([(4, -46), (16, -26), (28, -20), (33, -2), (8, -2)], "#cfe4f2")
    return berg + side + line(water, "#ffffff", 1.8), (-40, -46, 40, 0)


OWN: dict[str, Callable[[str], Drawn]] = {
    "table": table, "bench": bench, "wellington": wellington, "balloon": balloon,
    "lander": lander, "chartfall": chartfall, "chartrise": chartrise, "chartwave": chartwave,
    "bridge": bridge, "wizardhat": wizardhat, "cape": cape, "housewet": housewet,
    "brokenhouse": brokenhouse, "rescueboat": rescueboat, "ship": ship, "rocketflight": rocketflight,
    "lighthouse": lighthouse, "icebergsmall": icebergsmall,
}  # fmt: skip
"""What is drawn by us, by the trait `own` of its word."""
