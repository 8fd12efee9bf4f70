"""A model server that does what a test tells it to, and a model file small enough to make."""

import json
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from rostra.models import ModelSpec, Timeouts, openai_model


class Patient(ThreadingHTTPServer):
    """Clients that hang up are what these tests are about; anything else is still shown."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """A real HTTP server on loopback; `behave(handler, body)` answers, `requests` are kept."""

    def __init__(self):
        self.requests = []
        self.behave = says("hello")
        self.pages = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.answer()

            def do_GET(self):
                self.answer()

            def answer(self):
                size = int(self.headers.get("content-length", 0))
                body = self.rfile.read(size)
                outer.requests.append((self.path, dict(self.headers), body))
                try:
                    if self.path.endswith("/chat/completions"):
                        outer.behave(self, json.loads(body))
                    elif self.path in outer.pages:
                        outer.pages[self.path](self, body)
                    else:
                        send(self, 404, b'{"detail":"Not Found"}')
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *args):
                pass

        self.http = Patient(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.http.server_port}"
        self.base_url = f"{self.root}/v1"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def chats(self):
        return [json.loads(body) for path, _, body in self.requests if path.endswith("completions")]

    def model(self, *, sleep=None, transport=None, **spec):
        spec = {"timeouts": Timeouts(2, 2, 2), "model": "m"} | spec
        spec = ModelSpec("test", base_url=spec.pop("base_url", self.base_url), **spec)
        return openai_model(spec, sleep=sleep or (lambda _: None), transport=transport)

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def send(handler, status, body, kind="application/json", **headers):
    handler.send_response(status)
    handler.send_header("content-type", kind)
    handler.send_header("content-length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def page(value):
    return lambda handler, _: send(handler, 200, json.dumps(value).encode())


def begin(handler, kind="text/event-stream"):
    """Send the head of a stream; the connection closes at its end."""
    handler.send_response(200)
    handler.send_header("content-type", kind)
    handler.send_header("connection", "close")
    handler.end_headers()
    handler.close_connection = True


def event(handler, value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    handler.wfile.write(b"data: " + data + b"\n\n")
    handler.wfile.flush()


def delta(text=None, finish=None, **more):
    content = {} if text is None else {"content": text}
    return {"choices": [{"index": 0, "delta": content | more, "finish_reason": finish}]}


def says(*pieces, finish="stop"):
    """A well-behaved server that streams these pieces."""

    def behave(handler, body):
        begin(handler)
        event(handler, delta(role="assistant"))
        for piece in pieces:
            event(handler, delta(piece))
        event(handler, delta(finish=finish))
        event(handler, {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2}})
        event(handler, b"[DONE]")

    return behave


def refuses(status, message, **headers):
    body = json.dumps({"error": {"message": message}}).encode()
    return lambda handler, _: send(handler, status, body, **headers)


def in_turn(*behaviours):
    """One behaviour a request; the last one stays."""
    left = list(behaviours)

    def behave(handler, body):
        turn = left.pop(0) if len(left) > 1 else left[0]
        turn(handler, body)

    return behave


def random_llama(width=32, hidden=64, seed=5):
    words = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁"]
    keys = {
        "general.architecture": "llama",
        "llama.context_length": 2048,
        "llama.embedding_length": width,
        "llama.block_count": 1,
        "llama.feed_forward_length": hidden,
        "llama.attention.head_count": 2,
        "llama.attention.head_count_kv": 2,
        "llama.rope.dimension_count": width // 2,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": words,
        "tokenizer.ggml.scores": [0.0] * len(words),
        "tokenizer.ggml.token_type": [2, 3, 3, *[6] * 256, 1],
        "tokenizer.chat_template": "{% for m in messages %}{{ m.content }}\n{% endfor %}",
    }
    square = (width, width)
    shapes = {
        "token_embd.weight": (len(words), width),
        "output_norm.weight": (width,),
        "blk.0.attn_norm.weight": (width,),
        "blk.0.attn_q.weight": square,
        "blk.0.attn_k.weight": square,
        "blk.0.attn_v.weight": square,
        "blk.0.attn_output.weight": square,
        "blk.0.ffn_norm.weight": (width,),
        "blk.0.ffn_gate.weight": (hidden, width),
        "blk.0.ffn_up.weight": (hidden, width),
        "blk.0.ffn_down.weight": (width, hidden),
    }
    return gguf_bytes(keys, shapes, np.random.default_rng(seed))


def random_adapter(width=32, rank=4, seed=6):
    """A LoRA that turns the random llama's head."""
    keys = {
        "general.type": "adapter",
        "general.architecture": "llama",
        "adapter.type": "lora",
        "adapter.lora.alpha": 64.0,
    }
    shapes = {
        "blk.0.ffn_down.weight.lora_a": (rank, width * 2),
        "blk.0.ffn_down.weight.lora_b": (width, rank),
    }
    return gguf_bytes(keys, shapes, np.random.default_rng(seed))


def gguf_bytes(keys, shapes, rng):
    head = b"GGUF" + struct.pack("<IQQ", 3, len(shapes), len(keys))
    for key, value in keys.items():
        head += gguf_text(key) + gguf_value(value)
    data = b""
    for name, shape in shapes.items():
        head += gguf_text(name) + struct.pack("<I", len(shape))
        head += struct.pack(f"<{len(shape)}Q", *reversed(shape)) + struct.pack("<IQ", 0, len(data))
        # A loud last layer keeps the likeliest token well ahead of the next one.
        spread = 4.0 if name == "output_norm.weight" else 0.5
        data += rng.normal(0, spread, shape).astype("<f4").tobytes()
    return head + b"\0" * (-len(head) % 32) + data


def gguf_text(text):
    return struct.pack("<Q", len(text.encode())) + text.encode()


def gguf_value(value):
    if isinstance(value, str):
        return struct.pack("<I", 8) + gguf_text(value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    kind, code = (8, None) if isinstance(value[0], str) else (6, "f")
    if isinstance(value[0], int):
        kind, code = 5, "i"
    items = b"".join(gguf_text(v) if code is None else struct.pack(f"<{code}", v) for v in value)
    return struct.pack("<IIQ", 9, kind, len(value)) + items
