"""Albumentations, and torchvision's way with a Pillow image.

Widths for OpenCV are multiples of 64: where a vector is not filled, at the end of a row, it rounds instead of cutting.
"""

import numpy as np
from albumentations.augmentations.pixel.functional import adjust_hue_torchvision
from PIL import Image

from case import Case, gradient, noise

DEGREES = (-180, -97.3, -40, -2, 3, 36, 60, 120, 121.7, 180)


def pillow(pixels, degrees):
    """torchvision.transforms.functional.adjust_hue of a Pillow image."""
    h, s, v = Image.fromarray(pixels).convert("HSV").split()
    turned = np.array(h, np.uint8) + np.array(degrees / 360 * 255).astype(np.int32).astype(np.uint8)
    return np.asarray(Image.merge("HSV", (Image.fromarray(turned, "L"), s, v)).convert("RGB"))


def exact(pixels, degrees):
    values = pixels.astype(np.float32) / 65535
    output = adjust_hue_torchvision(values, degrees / 360)
    return np.rint(output * 65535.0).astype(np.uint16)


def cases():
    yield Case({}, noise(4, 5, 3), noise(4, 5, 3), "identity")
    for degrees in DEGREES:
        for pixels in (noise(6, 64, 3), gradient(12, 64, 3)):
            output = adjust_hue_torchvision(pixels, degrees / 360)
            reference = f"albumentations adjust_hue_torchvision(x, {degrees} / 360)"
            yield Case({"degrees": degrees}, pixels, output, reference)
            reference = f"torchvision adjust_hue(PIL, {degrees} / 360)"
            yield Case({"degrees": degrees, "match": "pillow"}, pixels, pillow(pixels, degrees), reference)
        floats = np.abs(noise(5, 7, 3, "float32"))
        output = adjust_hue_torchvision(floats, degrees / 360)
        reference = f"albumentations adjust_hue_torchvision(x, {degrees} / 360)"
        yield Case({"degrees": degrees}, floats, output, reference, "relative")
        wide = noise(5, 7, 3, "uint16")
        reference = f"albumentations adjust_hue_torchvision(x / 65535, {degrees} / 360) * 65535"
        yield Case({"degrees": degrees}, wide, exact(wide, degrees), reference, "level")
