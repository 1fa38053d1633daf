"""Pillow, Albumentations and torchvision."""

import albumentations as A
import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor


def cases():
    for channels in (1, 3):
        pixels = gradient(16, 16, channels)
        yield Case({}, pixels, np.asarray(ImageOps.invert(Image.fromarray(pixels))), "ImageOps.invert")
        for dtype in ("uint8", "float32"):
            pixels = noise(5, 7, channels, dtype)
            yield Case({}, pixels, A.InvertImg(p=1)(image=pixels)["image"], "A.InvertImg()")
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(5, 6, channels, dtype)
            yield Case({}, pixels, on_tensor(F.invert, pixels), "F.invert(tensor)")
    for dtype, full in (("uint8", 255), ("uint16", 65535), ("float32", np.float32(1))):
        pixels = noise(3, 4, 4, dtype)
        output = pixels.copy()
        output[..., :3] = full - output[..., :3]
        yield Case({}, pixels, output, "bound - x on colour")
