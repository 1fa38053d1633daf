"""Writes the goldens: what the reference libraries themselves make of small inputs.

    python -m venv .venv && .venv/bin/pip install -r test/parity/requirements.txt
    .venv/bin/python test/parity/generate.py [OPERATION...]

Every module in `cases/` is named after its operation and has a function `cases()` that yields `Case` objects. The
result is `goldens/<operation>.json.gz`; the same libraries give the same bytes.
"""

import base64
import gzip
import importlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

here = Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(here))

from case import Case  # noqa: E402

TOLERANCES = ("exact", "level", "relative")
REQUIRED = [line.split("==") for line in (here / "requirements.txt").read_text().splitlines() if "==" in line]


def encode(array: np.ndarray) -> dict:
    if array.dtype.name not in ("uint8", "uint16", "float32"):
        raise TypeError(f"Expected uint8, uint16 or float32 but received {array.dtype.name}")
    little = array.astype(array.dtype.newbyteorder("<"))
    data = base64.b64encode(np.ascontiguousarray(little).tobytes()).decode()
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}


def describe(case: Case) -> dict:
    if case.tolerance not in TOLERANCES:
        raise ValueError(f"Expected one of {TOLERANCES} for tolerance but received {case.tolerance!r}")
    return {
        "parameters": case.parameters,
        "reference": case.reference,
        "tolerance": case.tolerance,
        "orientation": case.orientation,
        "input": encode(case.input),
        "output": encode(case.output),
    }


def generate(operation: str) -> None:
    cases = [describe(case) for case in importlib.import_module(f"cases.{operation}").cases()]
    libraries = {name: version(name) for name, _ in REQUIRED}
    text = json.dumps({"operation": operation, "libraries": libraries, "cases": cases}, separators=(",", ":"))
    path = here / "goldens" / f"{operation}.json.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{operation}: {len(cases)} cases, {path.stat().st_size / 1024:.0f} KB")


def main() -> None:
    for name, pinned in REQUIRED:
        if version(name) != pinned:
            sys.exit(f"Expected {name} {pinned} but found {version(name)}: pip install -r requirements.txt")
    known = sorted(path.stem for path in (here / "cases").glob("*.py"))
    asked = sys.argv[1:] or known
    for operation in asked:
        if operation not in known:
            sys.exit(f"Expected one of {', '.join(known)} but received {operation}")
        generate(operation)


if __name__ == "__main__":
    main()
