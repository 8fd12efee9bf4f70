"""Language models and embedders: one protocol, served by any OpenAI-compatible server."""

from rostra.models._adapted import Adapted, complete_json
from rostra.models._capabilities import probe
from rostra.models._check import Check, check_model
from rostra.models._download import Sources, fetch_weights
from rostra.models._e5 import E5, open_e5
from rostra.models._fallback import FirstOf
from rostra.models._llama import LlamaServer, LlamaSettings
from rostra.models._meter import Meter, Used, counted, counting, estimate_tokens, meter_now
from rostra.models._ollama import find_ollama
from rostra.models._openai import OpenAIModel, openai_model
from rostra.models._roles import Lineup, OpenModels, open_models
from rostra.models._schema import schema_faults
from rostra.models._scripted import Line, Script, Scripted
from rostra.models._spec import Capabilities, ModelSpec, Timeouts
from rostra.models._static import StaticTable, open_static
from rostra.models._tokens import TextToken, tokenize
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
    warm,
)
from rostra.models._weights import WEIGHTS, Weights, cache_folder, known_weights, weights_path
from rostra.models._yes import yes_probability

__all__ = [
    "E5", "WEIGHTS", "Adapted", "Capabilities", "Check", "Chunk", "FirstOf", "Line", "Lineup",
    "LlamaServer", "LlamaSettings", "Message", "Meter", "Model", "ModelSpec", "OpenAIModel",
    "OpenModels", "Options", "Reply", "Role", "Script", "Scripted", "Sources", "StaticTable",
    "TextToken", "Timeouts", "Token", "Tool", "ToolCall", "Usage", "Used", "Weights",
    "cache_folder", "check_model", "complete", "complete_json", "counted", "counting",
    "estimate_tokens", "fetch_weights", "find_ollama", "known_weights", "meter_now", "open_e5",
    "open_models", "open_static", "openai_model", "probe", "schema_faults", "tokenize", "warm",
    "weights_path", "yes_probability",
]  # fmt: skip
