"""Gettext catalogues: strict reading, updating by clause id, extraction for pybabel."""
