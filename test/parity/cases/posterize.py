"""Pillow, and torchvision's formulas in NumPy."""

import numpy as np
from PIL import Image, ImageOps

from case import Case, gradient, noise


def posterized(pixels, bits):
    """torchvision.transforms.v2.functional.posterize."""
    if pixels.dtype == np.float32:
        levels = np.float32(1 << bits)
        return np.clip(np.floor(pixels * levels), 0, levels - 1) * np.float32(1 / levels)
    depth = np.iinfo(pixels.dtype).bits
    return pixels if bits >= depth else pixels & pixels.dtype.type(((1 << bits) - 1) << (depth - bits))


def cases():
    for bits in range(1, 9):
        for channels in (1, 3):
            pixels = gradient(16, 16, channels)
            output = np.asarray(ImageOps.posterize(Image.fromarray(pixels), bits))
            yield Case({"bits": bits}, pixels, output, f"ImageOps.posterize(x, {bits})")
    for bits in (1, 3, 4, 8, 12, 16):
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(5, 7, 3, dtype)
            yield Case({"bits": bits}, pixels, posterized(pixels, bits), f"torchvision posterize(x, {bits}) in NumPy")
    yield Case({}, noise(4, 4), posterized(noise(4, 4), 4), "torchvision posterize(x, 4) in NumPy")
