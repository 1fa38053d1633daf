"""Pillow and torchvision; its formula in NumPy for 16 bits."""

import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor


def solarized(pixels, level):
    if pixels.dtype == np.uint16:  # PyTorch does not compare them.
        return np.where(pixels >= level, 65535 - pixels, pixels).astype(np.uint16)
    return on_tensor(F.solarize, pixels, level)


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
            yield Case({"threshold": level}, pixels, output, f"F.solarize(tensor, {level})")
