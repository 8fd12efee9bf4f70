"""Language models and embedders: one protocol, served by any OpenAI-compatible server."""

from rostra.models._types import (
    Chunk,
    Message,
    Model,
    Options,
    Reply,
    Role,
    Token,
    Tool,
    ToolCall,
    Usage,
    complete,
)

__all__ = [
    "Chunk",
    "Message",
    "Model",
    "Options",
    "Reply",
    "Role",
    "Token",
    "Tool",
    "ToolCall",
    "Usage",
    "complete",
]
