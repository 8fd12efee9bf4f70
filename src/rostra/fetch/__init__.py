"""The one outbound fetcher."""
