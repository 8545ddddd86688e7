"""Text into values, and back: content files, front matter, catalogues, settings of houses and languages. Pure."""
