"""Records: rows in SQLite today, in libSQL and PostgreSQL by the same contract."""
