"""The API: chat completions, responses, pictures, posts; and the same over gRPC and MCP."""

from rostra.api._create import create_api
from rostra.api._grpc import serve_grpc
from rostra.api._mcp import create_mcp
from rostra.api._mcp_site import create_mcp_site
from rostra.api._stream import drain

__all__ = ["create_api", "create_mcp", "create_mcp_site", "drain", "serve_grpc"]
