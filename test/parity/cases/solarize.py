"""Pillow, and torchvision's formula in NumPy."""

import numpy as np
from PIL import Image, ImageOps

from case import Case, gradient, noise


def solarized(pixels, level):
    full = np.float32(1) if pixels.dtype == np.float32 else np.iinfo(pixels.dtype).max
    return np.where(pixels >= level, full - pixels, pixels).astype(pixels.dtype)


def cases():
    for channels in (1, 3):
        image = Image.fromarray(gradient(16, 16, channels))
        yield Case({}, gradient(16, 16, channels), np.asarray(ImageOps.solarize(image)), "ImageOps.solarize(x)")
        for level in (0, 1, 100, 255):
            output = np.asarray(ImageOps.solarize(image, level))
            yield Case({"threshold": level}, gradient(16, 16, channels), output, f"ImageOps.solarize(x, {level})")
        for dtype, level in (("uint8", 200), ("uint16", 40000), ("float32", 0.5), ("float32", -0.25)):
            pixels = noise(5, 7, channels, dtype)
            output = solarized(pixels, level)
            yield Case({"threshold": level}, pixels, output, f"torchvision solarize(x, {level}) in NumPy")
