"""What the tests of the app share: a PostgreSQL, for what moves there."""

from records_engines import postgres_server

__all__ = ["postgres_server"]
