"""Tools: what the assistant can do besides reading what a search found."""

from rostra.tools._calculate import calculator
from rostra.tools._mcp import NETWORK as MCP_NETWORK
from rostra.tools._mcp import McpServer, Offer, Told, mcp_tools
from rostra.tools._mcp_links import McpLinks, open_mcp
from rostra.tools._page import NETWORK as PAGE_NETWORK
from rostra.tools._page import Page, page_tool, passages, read_page
from rostra.tools._posts import Shelf, post_tools, span
from rostra.tools._python import Cage, python_tool, sandbox_problem
from rostra.tools._types import Call, Outcome, Setting, Tool, call, schema

__all__ = [
    "MCP_NETWORK",
    "PAGE_NETWORK",
    "Cage",
    "Call",
    "McpLinks",
    "McpServer",
    "Offer",
    "Outcome",
    "Page",
    "Setting",
    "Shelf",
    "Told",
    "Tool",
    "calculator",
    "call",
    "mcp_tools",
    "open_mcp",
    "page_tool",
    "passages",
    "post_tools",
    "python_tool",
    "read_page",
    "sandbox_problem",
    "schema",
    "span",
]
