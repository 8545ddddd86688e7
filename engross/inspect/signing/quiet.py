"""The libraries that sign and verify write to no log: what they have to say, engross says."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LIBRARIES = ("pyhanko", "pyhanko_certvalidator", "aiohttp", "asyncio")


@contextmanager
def quiet() -> Iterator[None]:
    """The block, in which the libraries' records reach no terminal and no file."""
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [logging.NullHandler()], False
    try:
        yield
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
