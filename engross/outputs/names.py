"""The names of the outputs, and how their files end: what the command line and the plan need to know. Pure."""

DEFAULT = "record"
SUFFIXES = {
    "record": ".pdf",
}
