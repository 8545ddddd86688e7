"""engross: one adopted text, every language edition of it, exactly as adopted."""

__version__ = "0.1.0"
