"""Run one measurement and print its figures, as JSON on the last line with --json."""

import argparse
import importlib
import json
import pkgutil
import sys

import measure


def main() -> int:
    """Find the measurement's module; it has `arguments(parser)` and `run(args) -> dict`."""
    names = [m.name for m in pkgutil.iter_modules(measure.__path__) if not m.name.startswith("_")]
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    module_name = wanted.replace("-", "_")
    if module_name not in names:
        listing = ", ".join(n.replace("_", "-") for n in names)
        print(f"python -m measure NAME [--json]; NAME is one of: {listing}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"measure.{module_name}")
    parser = argparse.ArgumentParser(f"python -m measure {wanted}", description=module.__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    module.arguments(parser)
    args = parser.parse_args(sys.argv[2:])
    try:
        figures = module.run(args)
    except FileNotFoundError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 3
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        width = max(map(len, figures))
        print("\n".join(f"{key:<{width}}  {value}" for key, value in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
