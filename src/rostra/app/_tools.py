"""The tools of a question: which the settings allow, over the store and the fetcher."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rostra.app._words import ToolAbout
from rostra.errors import ToolError
from rostra.fetch import Fetched, Limits, Reach, fetch
from rostra.posts import Query
from rostra.settings import ToolsSettings
from rostra.tools import (
    Cage,
    McpServer,
    Setting,
    Shelf,
    Tool,
    calculator,
    page_tool,
    post_tools,
    python_tool,
    sandbox_problem,
)

if TYPE_CHECKING:
    from rostra.posts import Store


def open_tools(
    told: ToolsSettings, store: Store, setting: Setting, within: Query
) -> tuple[Tool, ...]:
    """Make Rostra's own tools; those that the settings name under `off` are left out."""
    shelf = Shelf(
        search=store.search,
        thread=store.thread,
        timeline=lambda author, limit: store.timeline(
            author, limit=limit, before=setting.now, sample=within.sample
        ),
        minutes=store.minutes,
        rising=store.rising,
        within=within,
    )
    cage = Cage(
        seconds=told.python_seconds,
        memory=told.python_memory_mb * 1_000_000,
        isolated=not told.python_without_sandbox,
    )
    every = (
        *post_tools(shelf, setting),
        page_tool(lambda url: _page(url, told), setting),
        calculator(setting),
        python_tool(setting, cage),
    )
    return tuple(tool for tool in every if tool.name not in told.off)


def listed_tools(
    tools: Sequence[Tool], told: ToolsSettings, problems: Mapping[str, str]
) -> tuple[ToolAbout, ...]:
    """Describe the tools, and each MCP server that could not be used with why."""
    cage = "" if told.python_without_sandbox else sandbox_problem()
    known = [
        ToolAbout(t.name, dict(t.about), dict(t.parameters), cage if t.name == "run_python" else "")
        for t in tools
    ]
    return (*known, *(ToolAbout(f"{name}.*", {}, {}, why) for name, why in problems.items()))


def mcp_servers(
    told: ToolsSettings, environ: Mapping[str, str] = os.environ
) -> tuple[McpServer, ...]:
    """Read the MCP servers off the settings; what they name in the environment is looked up."""
    return tuple(
        McpServer(
            name=name,
            command=(one.command, *one.args) if one.command else (),
            env={**{n: environ[n] for n in one.env_names if n in environ}, **one.env},
            url=one.url,
            token=environ.get(one.token_env, "") if one.token_env else "",
            allow=tuple(one.tools),
            timeout_s=one.timeout_s,
        )
        for name, one in told.mcp.items()
    )


def _page(url: str, told: ToolsSettings) -> Fetched:
    limits = Limits(max_bytes=told.page_max_mb * 1_000_000, seconds=told.page_seconds)
    return fetch(url, limits=limits, reach=page_reach(told))


def page_reach(told: ToolsSettings) -> Reach:
    """Return where pages and pictures may come from: public addresses, and the hosts named."""
    return Reach(allow=frozenset(_place(host) for host in told.page_hosts))


def _place(host: str) -> tuple[str, int]:
    name, _, port = host.rpartition(":")
    if not name or not port.isdecimal():
        raise ToolError(f"tools.page_hosts holds {host!r}; write each as host:port")
    return name, int(port)
