"""Paragraphs set as a whole: text shaped once, all its lines chosen together, drawn from the same glyphs.

`breaker` chooses lines and knows nothing of text; `rules`, `latin`, `han` and `arabic` know text and nothing of
glyphs; `shape`, `paragraph`, `plan`, `build` and `draw` lean on the engine's inner parts and are imported only
when a page is set, by `hook`.
"""
