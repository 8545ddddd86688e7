"""One letter to many: a table of addressees, a letter for each in an order, numbers, packages, and the register of it.

Pure: countries, addressees, checking, ordering but for its collation, naming, mail, bag.
Effects: tables (reads files), register (SQLite), running (sets, writes and records).
"""
