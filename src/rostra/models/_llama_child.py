"""Run llama.cpp's own server in this process until standard input closes.

Started by `rostra.models.LlamaServer` as `python -m rostra.models._llama_child`. The first line
on standard input is the settings (JSON; so the key never shows in a process list); standard
input then stays open as the lifeline: when the parent ends, however it ends, it closes, and this
process ends. One line goes to standard output: {"address": …} or {"error": …}.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import threading
from collections.abc import Mapping
from typing import Any

PARENT_CHECK = 0.5  # seconds


def main() -> None:
    """Serve the model that standard input names."""
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever the library prints belongs in the log
    settings = json.loads(sys.stdin.buffer.readline())
    _die_by_signal_with_lifeline()
    threading.Thread(target=_end_with_lifeline, daemon=True).start()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        server = _serve(settings)
    except Exception as error:  # noqa: BLE001 - the rim of this process: the parent is told
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), file=answer, flush=True)
        sys.stderr.flush()
        os._exit(1)
    print(json.dumps({"address": server.listening_address}), file=answer, flush=True)
    threading.Event().wait()


def _die_by_signal_with_lifeline() -> None:
    """Have Linux kill this process (SIGIO) when the lifeline closes.

    The library holds the interpreter lock while it loads a model, so a thread alone would notice
    only seconds later. Elsewhere SIGIO is ignored by default and the threads below do the work.
    """
    if sys.platform == "linux":
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _end_with_lifeline() -> None:
    """End when the lifeline closes. No clean-up: the server holds nothing that must be saved."""
    while os.read(0, 1):
        pass
    os._exit(0)


def _end_with_parent(parent: int) -> None:
    """End when the parent is gone though the lifeline is open (another child inherited it)."""
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(PARENT_CHECK)
    os._exit(0)


def _serve(settings: Mapping[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["weights"]
    params.model_alias = {settings["alias"]}
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system picks a free one, so there is no clash
    params.api_keys = [settings["key"]]
    params.ui = False
    # Each open reply holds one of these threads; a look at the health must find another free.
    params.n_threads_http = 32
    params.cors_origins = ""
    # Each slot has its own part: one shared by all can run full with two replies under way, and
    # what the server does then does not go together with guessing.
    params.n_ctx = settings["context"] * settings["slots"]
    params.n_parallel = settings["slots"]
    params.kv_unified = False
    params.cache_prompt = True
    params.cache_ram_mib = settings["cache_mib"]
    params.cpuparams.n_threads = settings["threads"]
    params.cpuparams_batch.n_threads = settings["reading"]
    params.cpuparams_batch.poll = 0  # who waits for another thread sleeps
    params.verbosity = 3
    if settings["guess"]:
        # Answers mostly copy from posts: what followed the last two tokens where they stood
        # before is guessed, three tokens at a time, and checked in one step. The words stay the
        # same; guessed tokens come without log probabilities.
        guessing = params.speculative
        guessing.types = [xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
        guessing.ngram_simple.size_n, guessing.ngram_simple.size_m = 2, 3
    if settings["mmproj"]:
        params.mmproj.path = settings["mmproj"]
    params.lora_adapters = [_adapter(xllamacpp, path) for path in settings["lora"]]
    return xllamacpp.Server(params)


def _adapter(xllamacpp: Any, path: str) -> Any:
    adapter = xllamacpp.CommonAdapterLoraInfo()
    # Asleep: each request says which it wants, at which scale. (The library's own switch for
    # loading without applying still applies it to requests that name none.)
    adapter.path, adapter.scale = path, 0.0
    return adapter


if __name__ == "__main__":
    main()
