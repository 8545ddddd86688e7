"""The typesetting engine (WeasyPrint), made strict: everything that leans on its inner parts is in this package."""

VERSION = "70.0"  # the release whose inner parts `guards`, `strict` and engross.typesetting.paragraphs were written for
