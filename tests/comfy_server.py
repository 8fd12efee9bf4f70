"""A server on loopback with ComfyUI's routes (its server.py) and its websocket, played by a script."""

import base64
import hashlib
import json
import struct
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

NUMBER = "c0ffee00-0000-4000-8000-000000000001"
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def said(kind, **data):
    """Write one message of the websocket, as ComfyUI does."""
    return json.dumps({"type": kind, "data": data})


def preview(picture, kind=1):
    """Write one binary message: event 1, then the kind of picture (1 = JPEG, 2 = PNG), then it."""
    return struct.pack(">II", 1, kind) + picture


class Comfy:
    """What was asked, and what is told: `script(comfy)` yields the websocket's messages."""

    def __init__(self, script, picture, outputs=None):
        self.script, self.picture = script, picture
        self.asked, self.bodies, self.queries, self.headers = [], {}, {}, {}
        self.begun = threading.Event()
        self.finished = False
        self.running = [[0, NUMBER, {}, {}, []]]
        save = {"9": {"images": [{"filename": "a.png", "subfolder": "", "type": "output"}]}}
        self.outputs = save if outputs is None else outputs
        self.answers = {}

    def reply(self, method, path):
        """Give (status, bytes) for one request."""
        if path in self.answers:
            return self.answers[path]
        history = {NUMBER: {"outputs": self.outputs}} if self.finished else {}
        pages = {
            ("POST", "/prompt"): {"prompt_id": NUMBER, "number": 1, "node_errors": {}},
            ("GET", f"/history/{NUMBER}"): history,
            ("GET", "/queue"): {"queue_running": self.running, "queue_pending": []},
            ("POST", "/upload/image"): {"name": "in.png", "subfolder": "up", "type": "input"},
        }
        if (method, path) in pages:
            return 200, json.dumps(pages[method, path]).encode()
        if path == "/view":
            return 200, self.picture
        # ComfyUI answers /queue and /interrupt with an empty page
        return (200, b"") if path in ("/queue", "/interrupt") else (404, b"404: Not Found")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    comfy: Comfy

    def _any(self):
        parts = urlsplit(self.path)
        comfy = type(self).comfy
        comfy.queries[parts.path] = parse_qs(parts.query)
        comfy.headers[parts.path] = {k.lower(): v for k, v in self.headers.items()}
        if self.command == "POST":
            comfy.bodies[parts.path] = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        comfy.asked.append((self.command, parts.path))
        with suppress(BrokenPipeError, ConnectionResetError):
            if parts.path == "/ws":
                self._socket(comfy)
                return
            status, body = comfy.reply(self.command, parts.path)
            if parts.path == "/prompt":
                comfy.begun.set()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def _socket(self, comfy):
        key = self.headers["Sec-WebSocket-Key"] + _GUID
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()  # noqa: S324
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"),
                            ("Sec-WebSocket-Accept", accept)):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self._frame(
            1, said("status", status={"exec_info": {"queue_remaining": 0}}, sid="x").encode()
        )
        comfy.begun.wait(5)
        for word in comfy.script(comfy):
            if isinstance(word, bytearray):  # bytes of the wire itself
                self.wfile.write(word)
            else:
                self._frame(*((2, word) if isinstance(word, bytes) else (1, word.encode())))
        self.close_connection = True

    def _frame(self, code, body):
        size = len(body)
        head = bytes([0x80 | code])
        head += bytes([size]) if size < 126 else b"\x7e" + struct.pack(">H", size)
        self.wfile.write(head + body)
        self.wfile.flush()

    do_GET = do_POST = _any  # noqa: N815

    def log_message(self, *_):
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


@contextmanager
def comfyui(script, picture, **more):
    """Run a server until the block ends; gives its `Comfy` with `url`."""
    comfy = Comfy(script, picture, **more)
    server = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), {"comfy": comfy}))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    comfy.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield comfy
    finally:
        server.shutdown()
        server.server_close()
