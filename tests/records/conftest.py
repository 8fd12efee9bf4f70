"""Every test of the records that takes `records_engine` runs on SQLite and on PostgreSQL."""

from records_engines import postgres_server, records_engine, sqlite_engine

__all__ = ["postgres_server", "records_engine", "sqlite_engine"]
