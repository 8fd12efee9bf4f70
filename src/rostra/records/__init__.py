"""The SQL engine and tables that other rooms share."""
