"""The HTTP surface."""

from rostra.web._serve import Listening, listen, serve_until_stopped
from rostra.web._site import create_desk, create_site

__all__ = ["Listening", "create_desk", "create_site", "listen", "serve_until_stopped"]
