"""NumPy in double precision."""

import numpy as np

from case import Case, noise


def standardized(pixels, per, epsilon, written):
    axes = (0, 1) if per == "channel" else None
    values = pixels.astype(np.float64)
    output = (values - values.mean(axis=axes)) / np.sqrt(values.var(axis=axes) + epsilon)
    return Case(written, pixels, output.astype(np.float32), "(x - x.mean()) / sqrt(x.var() + epsilon)", "relative")


def cases():
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3):
            pixels = noise(7, 9, channels, dtype)
            yield standardized(pixels, "image", 1e-5, {})
            yield standardized(pixels, "channel", 1e-5, {"per": "channel"})
            yield standardized(pixels, "image", 0.5, {"epsilon": 0.5})
    yield standardized(noise(1, 1), "image", 1e-5, {})
    yield standardized(np.full((4, 5), np.float32(0.1)), "image", 1e-5, {})
