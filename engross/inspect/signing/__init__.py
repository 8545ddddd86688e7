"""Signatures on finished files (PAdES): who signs with what, at which level, in which field, what may change later."""
