"""ComfyUI, against a server with its routes and its websocket (tests/comfy_server.py)."""

import io
import json

import pytest
from PIL import Image

from comfy_server import NUMBER, comfyui, preview, said
from rostra.errors import (
    PainterDenied,
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
    SettingsError,
)
from rostra.imagine import Order, Painted, PainterSpec, open_painter, pictures

OTHER = "somebody-elses"
WORKFLOW = {
    "3": {"class_type": "KSampler", "inputs": {"seed": "%seed%", "steps": "%steps%", "model": ["4", 0]}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": "%width%", "height": "%height%"}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "flat art, %prompt%, calm"}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "%negative%"}},
    "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0]}},
}  # fmt: skip
EDITING = WORKFLOW | {"10": {"class_type": "LoadImage", "inputs": {"image": "%image%"}}}
ORDER = Order("a fox", width=512, height=768, seed=11, negative="rain")


def png():
    out = io.BytesIO()
    Image.new("RGB", (24, 36), "olive").save(out, "PNG")
    return out.getvalue()


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "olive").save(out, "JPEG")
    return out.getvalue()


def mine(kind, **data):
    return said(kind, prompt_id=NUMBER, **data)


def drawing(comfy):
    """What ComfyUI tells of one order, among what it tells of others."""
    yield said("status", status={"exec_info": {"queue_remaining": 1}})
    yield mine("execution_start", timestamp=1)
    yield mine("execution_cached", nodes=["4"])
    yield said("progress", value=9, max=9, prompt_id=OTHER, node="3")
    yield said("execution_error", prompt_id=OTHER, node_type="KSampler", exception_message="theirs")
    yield mine("executing", node="3")
    for step in (1, 2):
        yield mine("progress", value=step, max=2, node="3")
        yield preview(jpeg())
    yield mine("executed", node="9", output={"images": []})
    comfy.finished = True
    yield mine("execution_success", timestamp=2)


@pytest.fixture
def workflow(tmp_path):
    def written(read=WORKFLOW):
        path = tmp_path / "flux.json"
        path.write_text(read if isinstance(read, str) else json.dumps(read), "utf-8")
        return path

    return written


def painter(comfy, path, **more):
    spec = {"workflow": path, "timeout_s": 5.0, "connect_s": 2.0} | more
    return open_painter(PainterSpec("comfy", "comfyui", comfy.url, **spec))


def test_from_order_to_picture(workflow):
    with comfyui(drawing, png()) as comfy:
        made = list(painter(comfy, workflow(), steps=8).paint(ORDER, progress=True))
    *steps, painted = made
    assert [(s.step, s.of, bool(s.preview)) for s in steps] == [
        (1, 2, False), (1, 2, True), (2, 2, False), (2, 2, True),
    ]  # fmt: skip
    assert Image.open(io.BytesIO(steps[1].preview)).size == (8, 8)
    assert isinstance(painted, Painted)
    assert (painted.width, painted.height, painted.seed, painted.model) == (24, 36, 11, "flux.json")
    sent = json.loads(comfy.bodies["/prompt"])
    assert sent["client_id"] == comfy.queries["/ws"]["clientId"][0]
    nodes = {key: node["inputs"] for key, node in sent["prompt"].items()}
    assert nodes["3"] == {"seed": 11, "steps": 8, "model": ["4", 0]}
    assert nodes["5"] == {"width": 512, "height": 768}
    assert nodes["6"] == {"text": "flat art, a fox, calm"}
    assert nodes["7"] == {"text": "rain"}
    assert comfy.queries["/view"] == {"filename": ["a.png"], "type": ["output"]}
    assert ("POST", "/interrupt") not in comfy.asked


def test_the_key_goes_with_every_call(workflow):
    with comfyui(drawing, png()) as comfy:
        pictures(painter(comfy, workflow(), api_key="proxy-key"), ORDER)
    assert {h.get("authorization") for h in comfy.headers.values()} == {"Bearer proxy-key"}
    assert set(comfy.headers) >= {"/ws", "/prompt", "/view"}


def test_places_in_a_prompt_are_not_filled_again(workflow):
    with comfyui(drawing, png()) as comfy:
        pictures(painter(comfy, workflow()), Order('%seed% %negative% "},{', width=512, height=512))
    text = json.loads(comfy.bodies["/prompt"])["prompt"]["6"]["inputs"]["text"]
    assert text == 'flat art, %seed% %negative% "},{, calm'


def test_an_edit_uploads_the_picture(workflow):
    order = Order("more sky", width=512, height=512, task="edit", source=png())
    with comfyui(drawing, png()) as comfy:
        pictures(painter(comfy, workflow(EDITING)), order)
    assert png() in comfy.bodies["/upload/image"]
    image = json.loads(comfy.bodies["/prompt"])["prompt"]["10"]["inputs"]["image"]
    assert image == "up/in.png"


def test_a_workflow_can_what_it_has_places_for(workflow):
    with comfyui(drawing, png()) as comfy:
        full = painter(comfy, workflow(EDITING)).abilities
        assert (full.seed, full.negative, full.edit, full.n) == (True, True, True, 4)
        bare = painter(comfy, workflow({"6": {"class_type": "X", "inputs": {"t": "%prompt%"}}}))
        can = bare.abilities
        assert (can.seed, can.negative, can.edit, can.n, can.sizes) == (
            False,
            False,
            False,
            1,
            ((1024, 1024),),
        )
        with pytest.raises(PaintingRefused, match="cannot edit"):
            pictures(bare, Order("a", task="edit", source=png()))


@pytest.mark.parametrize(
    ("read", "why"),
    [
        ("{", "no JSON"), ("[" * 99_999, "no JSON"), ("[]", "API format"), ('{"nodes": [], "links": []}', "API format"),
        ("{}", "no place for the prompt"), ({"6": {"class_type": "X", "inputs": {}}}, "no place"),
        (" " * 2_000_001, "larger than"),
    ],
    ids=range(7),
)  # fmt: skip
def test_workflows_that_are_none(workflow, read, why):
    path = workflow(read)
    with comfyui(drawing, png()) as comfy, pytest.raises(SettingsError, match=why):
        painter(comfy, path)


def test_a_workflow_that_is_not_there(tmp_path):
    spec = PainterSpec("comfy", "comfyui", "http://127.0.0.1:1", workflow=tmp_path / "none.json")
    with pytest.raises(SettingsError, match="cannot be read"):
        open_painter(spec)
    with pytest.raises(SettingsError, match="not set"):
        open_painter(PainterSpec("comfy", "comfyui", "http://127.0.0.1:1"))


def fails(script, path, kind=PainterError, *, prepare=None, **more):
    with comfyui(script, png()) as comfy:
        if prepare:
            prepare(comfy)
        with pytest.raises(kind) as caught:
            list(painter(comfy, path, **more).paint(ORDER, progress=True))
    return str(caught.value), comfy


def test_an_error_of_a_node(workflow):
    def script(_):
        yield mine("execution_error", node_type="KSampler", exception_message="CUDA out of memory")

    why, _ = fails(script, workflow())
    assert "CUDA out of memory" in why
    assert "KSampler" in why


def test_somebody_interrupts_ours(workflow):
    def script(comfy):
        comfy.running = []
        yield mine("execution_interrupted", node_id="3", executed=[])

    why, comfy = fails(script, workflow())
    assert "interrupted by somebody" in why
    assert ("POST", "/interrupt") not in comfy.asked


def test_somebody_interrupts_theirs(workflow):
    def script(comfy):
        yield said("execution_interrupted", prompt_id=OTHER)
        yield from drawing(comfy)

    with comfyui(script, png()) as comfy:
        assert pictures(painter(comfy, workflow()), ORDER)[0].width == 24


def waiting(_):
    yield mine("progress", value=1, max=20)
    yield mine("progress", value=2, max=20)


def begun(comfy, path):
    items = painter(comfy, path).paint(ORDER, progress=True)
    next(items)
    items.close()
    return comfy


def test_closing_stops_ours_in_the_machine(workflow):
    with comfyui(waiting, png()) as comfy:
        begun(comfy, workflow())
    assert json.loads(comfy.bodies["/queue"]) == {"delete": [NUMBER]}
    assert [a for a in comfy.asked if a[1] in ("/queue", "/interrupt")] == [
        ("POST", "/queue"), ("GET", "/queue"), ("POST", "/interrupt"),
    ]  # fmt: skip
    assert json.loads(comfy.bodies["/interrupt"]) == {"prompt_id": NUMBER}


def test_closing_leaves_what_others_draw(workflow):
    """Older servers interrupt whatever runs, whosever it is."""
    with comfyui(waiting, png()) as comfy:
        comfy.running = [[0, OTHER, {}, {}, []]]
        begun(comfy, workflow())
    assert ("POST", "/queue") in comfy.asked
    assert ("POST", "/interrupt") not in comfy.asked


@pytest.mark.parametrize(
    "answer", [(500, b"x"), (200, b"<html>"), (200, b"[]"), (200, b'{"queue_running": 5}')]
)
def test_closing_beside_a_server_that_fails(workflow, answer):
    with comfyui(waiting, png()) as comfy:
        comfy.answers["/queue"] = answer
        begun(comfy, workflow())
    assert ("POST", "/interrupt") not in comfy.asked


def test_the_websocket_closes_in_the_middle(workflow):
    why, comfy = fails(waiting, workflow(), PainterUnreachable)
    assert "cut the websocket" in why
    assert ("POST", "/interrupt") in comfy.asked


def test_the_websocket_closes_when_all_is_done(workflow):
    def script(comfy):
        comfy.finished = True
        yield mine("progress", value=1, max=1)

    with comfyui(script, png()) as comfy:
        assert pictures(painter(comfy, workflow()), ORDER)[0].width == 24


def test_a_server_that_falls_silent(workflow):
    def script(comfy):
        comfy.begun.clear()
        comfy.begun.wait(3)
        yield ""

    why, comfy = fails(script, workflow(), PainterUnreachable, timeout_s=0.5)
    assert "within 0.5 s" in why
    assert ("POST", "/interrupt") in comfy.asked


def test_a_reader_may_leave_while_nothing_is_told(workflow):
    """A large model is loaded for minutes without a word: the last step is told each second."""

    def script(comfy):
        yield mine("progress", value=1, max=4)
        comfy.begun.clear()
        comfy.begun.wait(4)
        yield ""

    with comfyui(script, png()) as comfy:
        items = painter(comfy, workflow()).paint(ORDER, progress=True)
        first, again = next(items), next(items)
        items.close()
        comfy.begun.set()
    assert (first.step, again.step, again.of) == (1, 1, 4)
    assert ("POST", "/interrupt") in comfy.asked


def test_messages_that_are_none(workflow):
    def script(comfy):
        yield from ("", "null", "[]", "{}", "5", "{", "[" * 60_000, '{"type": 5}', said("progress"))
        yield '{"type": "progress", "data": [1]}'
        yield from (b"", b"\0\0\0\1", preview(b""), preview(b"<svg/>"), preview(b"GIF89a"))
        yield b"\0\0\0\2" + jpeg()
        for value, most in ((float("nan"), 2), (1, float("inf")), (-1, 2), (3, 2), ("1", "2"),
                            (None, 2), (1, 10**9), ([], {}), (1e308, 1e308)):  # fmt: skip
            yield mine("progress", value=value, max=most)
        yield mine("execution_nonsense")
        yield from drawing(comfy)

    with comfyui(script, png()) as comfy:
        *steps, painted = painter(comfy, workflow()).paint(ORDER, progress=True)
    assert [(s.step, s.of) for s in steps] == [(1, 2), (1, 2), (2, 2), (2, 2)]
    assert painted.width == 24


def test_a_message_of_a_terabyte(workflow):
    def script(_):
        yield bytearray(b"\x82\x7f" + (1 << 40).to_bytes(8, "big") + bytes(1000))

    why, comfy = fails(script, workflow(), PainterUnreachable)
    assert "cut the websocket" in why
    assert ("POST", "/interrupt") in comfy.asked


@pytest.mark.parametrize(
    ("outputs", "why"),
    [
        ({}, "SaveImage"), ([], "SaveImage"), ({"9": None}, "SaveImage"), ({"9": {"images": None}}, "SaveImage"),
        ({"9": {"images": ["x", 5]}}, "SaveImage"), ({"9": {"images": [{"filename": "t", "type": "temp"}]}}, "SaveImage"),
    ],
)  # fmt: skip
def test_ends_without_a_picture(workflow, outputs, why):
    told, _ = fails(
        drawing, workflow(), PainterGarbage, prepare=lambda c: setattr(c, "outputs", outputs)
    )
    assert why in told


def set_to(path, answer):
    return lambda comfy: comfy.answers.__setitem__(path, answer)


@pytest.mark.parametrize(
    ("path", "answer", "kind", "why"),
    [
        ("/prompt", (400, b'{"error": {"type": "prompt_no_outputs", "message": "Prompt has no outputs"}}'), PaintingRefused, "no outputs"),
        ("/prompt", (200, b'{"node_errors": {"3": "bad"}}'), PaintingRefused, "bad"),
        ("/prompt", (401, b"who?"), PainterDenied, "key"),
        ("/prompt", (200, b"<html>"), PainterGarbage, "no JSON"),
        ("/view", (404, b""), PainterDenied, "404"),
        ("/view", (200, png()[:40]), PainterGarbage, "no picture"),
        ("/view", (200, b""), PainterGarbage, "no picture"),
    ],
)  # fmt: skip
def test_bad_answers(workflow, path, answer, kind, why):
    told, _ = fails(drawing, workflow(), kind, prepare=set_to(path, answer))
    assert why in told


def test_nobody_there(workflow):
    spec = PainterSpec("comfy", "comfyui", "http://127.0.0.1:9", workflow=workflow(), connect_s=1.0)
    with pytest.raises(PainterUnreachable, match="is ComfyUI running"):
        pictures(open_painter(spec), ORDER)


def test_a_server_without_a_websocket(workflow):
    from localhttp import Answer, serve

    with (
        serve(lambda _: Answer(404)) as server,
        pytest.raises(PainterUnreachable, match="websocket"),
    ):
        pictures(open_painter(PainterSpec("c", "comfyui", server.url, workflow=workflow())), ORDER)
