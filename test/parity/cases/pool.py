"""block_reduce of scikit-image, and OpenCV-free window arithmetic in NumPy for overlapping windows."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from skimage.measure import block_reduce

from case import Case, noise

FUNCTIONS = {"max": np.max, "mean": np.mean, "min": np.min, "median": np.median, "sum": np.sum}


def typed(kind, output, pixels):
    return output.astype(pixels.dtype if kind in ("max", "min") else np.float32)


def tolerance_of(kind, pixels):
    return "relative" if pixels.dtype == np.float32 or kind == "mean" else "exact"


def blocks(kind, pixels, size):
    block = size if pixels.ndim == 2 else (*size, 1)
    output = typed(kind, block_reduce(pixels, block, FUNCTIONS[kind]), pixels)
    parameters = {"kind": kind, "size": list(size)}
    return Case(parameters, pixels, output, f"block_reduce(image, {block}, np.{kind})", tolerance_of(kind, pixels))


def sliding(kind, pixels, size, stride):
    windows = sliding_window_view(pixels, size, axis=(0, 1))[:: stride[0], :: stride[1]]
    output = typed(kind, FUNCTIONS[kind](windows, axis=(-2, -1)), pixels)
    parameters = {"kind": kind, "size": list(size), "stride": list(stride), "padding": "valid"}
    reference = f"np.{kind}(sliding_window_view(image, {size})[::{stride[0]}, ::{stride[1]}])"
    return Case(parameters, pixels, output, reference, tolerance_of(kind, pixels))


def cases():
    yield Case({}, *(lambda case: (case.input, case.output, case.reference))(blocks("max", noise(5, 6), (2, 2))))
    for kind in FUNCTIONS:
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 3, 4):
                yield blocks(kind, noise(7, 9, channels, dtype), (2, 2))
            yield blocks(kind, noise(7, 9, 1, dtype), (3, 4))
            yield sliding(kind, noise(8, 9, 3, dtype), (3, 2), (1, 2))
            yield sliding(kind, noise(8, 9, 1, dtype), (2, 3), (3, 1))
        for size in ((1, 1), (1, 5), (6, 7), (9, 9)):
            yield blocks(kind, noise(1, 1), size)
            yield blocks(kind, noise(6, 7), size)
