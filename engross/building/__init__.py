"""From a request to finished files: planned, set side by side or on a cluster, written and recorded safely.

What other modules use of it stands here; inside the package each module imports only those before it in:
jobs, manifests, outdated, fingerprints, pool, surveying, planning, setting, cluster, running.
"""

from engross.building import outdated
from engross.building.jobs import Job, Limits, Request, Result, exit_of
from engross.building.planning import outputs, plan
from engross.building.running import build
from engross.building.setting import carry_out, edition_of, prepare_fonts, warm_engine
from engross.pipeline.making import tongues
from engross.workspace.writing import write

__all__ = (
    "Job",
    "Limits",
    "Request",
    "Result",
    "build",
    "carry_out",
    "edition_of",
    "exit_of",
    "outdated",
    "outputs",
    "plan",
    "prepare_fonts",
    "tongues",
    "warm_engine",
    "write",
)
