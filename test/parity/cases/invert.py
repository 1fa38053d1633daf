"""Pillow, Albumentations, and torchvision's formula in NumPy."""

import albumentations as A
import numpy as np
from PIL import Image, ImageOps

from case import Case, gradient, noise


def cases():
    for channels in (1, 3):
        pixels = gradient(16, 16, channels)
        yield Case({}, pixels, np.asarray(ImageOps.invert(Image.fromarray(pixels))), "ImageOps.invert")
        for dtype in ("uint8", "float32"):
            pixels = noise(5, 7, channels, dtype)
            yield Case({}, pixels, A.InvertImg(p=1)(image=pixels)["image"], "A.InvertImg()")
        pixels = noise(5, 7, channels, "uint16")
        yield Case({}, pixels, 65535 - pixels, "bound - x, as torchvision invert")
    for dtype, full in (("uint8", 255), ("uint16", 65535), ("float32", np.float32(1))):
        pixels = noise(3, 4, 4, dtype)
        output = pixels.copy()
        output[..., :3] = full - output[..., :3]
        yield Case({}, pixels, output, "bound - x on colour")
