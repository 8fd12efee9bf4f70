"""Where Rostra listens, and whom it believes there: `[server]`."""

from __future__ import annotations

from ipaddress import ip_network

from pydantic import BaseModel, ConfigDict, Field, field_validator

TOKEN = 24
"""Characters that a token has at least."""


class ServerSettings(BaseModel):
    """The HTTP surface."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    host: str = "127.0.0.1"
    """The address to listen on."""
    port: int = Field(8420, ge=0, le=65535)
    """The port to listen on; 0 lets the system choose."""
    allowed_hosts: list[str] = []
    """Names by which browsers may reach Rostra beside `localhost` and the address itself."""
    trusted_proxies: list[str] = []
    """Proxies before Rostra, as `127.0.0.1` or `10.0.0.0/8`: from these alone `X-Forwarded-For`,
    `-Proto` and `-Host` are believed."""
    body_limit_kb: int = Field(256, gt=0)
    """Larger request bodies are refused."""
    requests_each: int = Field(64, ge=4)
    """Requests, streams too, that one person or one address may have under way at once; nobody
    counts where nobody has to sign in."""
    metrics_token: str = ""
    """What `/metrics` is asked with (`Authorization: Bearer …`) where people sign in, in clear
    text; `metrics_token_env` is better. Empty: administrators alone."""
    metrics_token_env: str = ""
    """The environment variable that holds that token."""
    grpc_port: int = Field(0, ge=0, le=65535)
    """The port of the gRPC surface for clients of xAI (extra `[xai]`); 0: none."""

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, proxies: list[str]) -> list[str]:
        for one in proxies:
            try:
                ip_network(one, strict=False)
            except ValueError:
                msg = f"{one!r} is no address; write 127.0.0.1, or a network as 10.0.0.0/8"
                raise ValueError(msg) from None
        return proxies

    @field_validator("metrics_token")
    @classmethod
    def _is_long(cls, token: str) -> str:
        if token and (len(token) < TOKEN or not token.isascii() or not token.isprintable()):
            msg = f"a token has {TOKEN} plain characters at least"
            raise ValueError(msg)
        return token
