"""A document, a language and a house become an Edition, in which every word is final. Pure."""
