"""Tools: what the assistant can do besides reading what a search found."""

from rostra.tools._calculate import calculator
from rostra.tools._page import NETWORK as PAGE_NETWORK
from rostra.tools._page import Page, page_tool, passages, read_page
from rostra.tools._posts import Shelf, post_tools, span
from rostra.tools._python import Cage, python_tool, sandbox_problem
from rostra.tools._types import Call, Outcome, Setting, Tool, call, schema

__all__ = [
    "PAGE_NETWORK",
    "Cage",
    "Call",
    "Outcome",
    "Page",
    "Setting",
    "Shelf",
    "Tool",
    "calculator",
    "call",
    "page_tool",
    "passages",
    "post_tools",
    "python_tool",
    "read_page",
    "sandbox_problem",
    "schema",
    "span",
]
