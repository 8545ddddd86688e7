"""An Edition becomes a page and a PDF: templates, glyphs, paragraphs, the engine, and the outputs."""
