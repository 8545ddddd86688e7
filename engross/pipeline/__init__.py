"""One file in memory: the edition made, set, read back; letters with what they transmit."""
