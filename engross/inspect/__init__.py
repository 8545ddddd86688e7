"""Finished files, for a person: signatures and proofs."""
