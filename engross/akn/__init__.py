"""Akoma Ntoso for the United Nations (AKN4UN): read into the model, paired over languages, written out again."""

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "fre": "fr"}
CODES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
BRACKETED = frozenset({"ar"})
"""Languages whose calls of notes stand in raised brackets: those are set by rule, and are not words."""
