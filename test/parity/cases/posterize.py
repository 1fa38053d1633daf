"""Pillow and torchvision."""

import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor


def cases():
    for bits in range(1, 9):
        for channels in (1, 3):
            pixels = gradient(16, 16, channels)
            output = np.asarray(ImageOps.posterize(Image.fromarray(pixels), bits))
            yield Case({"bits": bits}, pixels, output, f"ImageOps.posterize(x, {bits})")
    for bits in (1, 3, 4, 8, 12, 16):
        for dtype in ("uint8", "uint16", "float32"):
            pixels = noise(5, 7, 3, dtype)
            if bits > 8:  # torchvision takes no more; 16 bits are masked as with less.
                if dtype == "uint16":
                    kept = np.uint16(0xFFFF & ~((1 << (16 - bits)) - 1))
                    yield Case({"bits": bits}, pixels, pixels & kept, f"x with the highest {bits} bits")
                continue
            yield Case({"bits": bits}, pixels, on_tensor(F.posterize, pixels, bits), f"F.posterize(tensor, {bits})")
    yield Case({}, noise(4, 4), on_tensor(F.posterize, noise(4, 4), 4), "F.posterize(tensor, 4)")
