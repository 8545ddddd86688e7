"""Set every edition: `python render.py build`, `python render.py --help`."""

from engross.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
