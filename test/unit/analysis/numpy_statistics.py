"""Writes numpy_statistics.json.gz: NumPy's figures of small arrays, for statistics.test.ts.

    python test/unit/analysis/numpy_statistics.py
"""

import gzip
import json
from pathlib import Path

import numpy as np

RANGES = {"uint8": (0, 255), "uint16": (0, 65535)}


def figures(pixels):
    values = pixels.astype(np.float64)
    low, high = RANGES.get(pixels.dtype.name) or (values.min(), values.max())
    # Integer bins hold whole numbers of values: [0, 256) and [0, 65536).
    edge = high + 1 if pixels.dtype.name in RANGES else high
    counts = [np.histogram(channel, 256, (low, edge))[0] for channel in np.moveaxis(values, 2, 0)]
    shares = [count[count > 0] / count.sum() for count in counts]
    axes = (0, 1)
    return {
        "minimum": values.min(axes),
        "maximum": values.max(axes),
        "mean": values.mean(axes),
        "standardDeviation": values.std(axes),
        "median": np.median(values, axes),
        "entropy": [-(share * np.log2(share)).sum() for share in shares],
        "clippedLow": (values == low).mean(axes),
        "clippedHigh": (values == high).mean(axes),
        "counts": counts,
    }


def case(pixels):
    height, width, channels = pixels.shape
    return {
        "dtype": pixels.dtype.name,
        "width": width,
        "height": height,
        "channels": channels,
        "data": pixels.ravel().tolist(),
        "figures": {name: np.asarray(value).tolist() for name, value in figures(pixels).items()},
    }


def main():
    random = np.random.Generator(np.random.PCG64(7))
    cases = []
    for channels in (1, 3, 4):
        for height, width in ((5, 7), (4, 6)):
            shape = (height, width, channels)
            cases.append(case(random.integers(0, 255, shape, np.uint8, endpoint=True)))
            cases.append(case(random.integers(0, 65535, shape, np.uint16, endpoint=True)))
            cases.append(case(random.normal(0, 2, shape).astype(np.float32)))
    cases.append(case(np.array([[[0], [255], [255], [0], [9]]], np.uint8)))
    cases.append(case((random.normal(0, 1e-3, (6, 6, 1)) + 1000).astype(np.float32)))
    text = json.dumps(cases, separators=(",", ":"))
    Path(__file__).with_suffix(".json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
