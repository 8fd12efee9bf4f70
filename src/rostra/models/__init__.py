"""Language models and embedders: one protocol, served by any OpenAI-compatible server."""

from rostra.models._download import Sources, fetch_weights
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
from rostra.models._weights import WEIGHTS, Weights, cache_folder, known_weights, weights_path

__all__ = [
    "WEIGHTS",
    "Chunk",
    "Message",
    "Model",
    "Options",
    "Reply",
    "Role",
    "Sources",
    "Token",
    "Tool",
    "ToolCall",
    "Usage",
    "Weights",
    "cache_folder",
    "complete",
    "fetch_weights",
    "known_weights",
    "weights_path",
]
