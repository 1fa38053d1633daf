"""numpy.maximum."""

import numpy as np

from case import Case, noise


def cases():
    for channels in (1, 3, 4):
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(5, 6, channels, dtype)
            yield Case({}, pixels, np.maximum(pixels, 0), "np.maximum(x, 0)")
    special = np.array([[-np.inf, -0.0, 0.0, np.inf, np.nan, 1e-40]], np.float32)
    yield Case({}, special, np.maximum(special, 0), "np.maximum(x, 0)")
