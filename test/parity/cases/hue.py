"""Albumentations, and torchvision, whose 8-bit tensors go through float32.

Rows of OpenCV's HSV are longer and shorter than its vectors of 32 pixels: what they leave over is rounded, not cut off.
"""

import cv2
import numpy as np
from albumentations.augmentations.pixel.functional import adjust_hue_torchvision
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

DEGREES = (-180, -97.3, -40, -2, 3, 36, 60, 120, 121.7, 180)


def exact(pixels, degrees):
    values = pixels.astype(np.float32) / 65535
    output = adjust_hue_torchvision(values, degrees / 360)
    return np.rint(output * 65535.0).astype(np.uint16)


def cases():
    yield Case({}, noise(4, 5, 3), noise(4, 5, 3), "identity")
    for degrees in DEGREES:
        for pixels in (noise(6, 64, 3), gradient(12, 43, 3), noise(5, 9, 3)):
            output = adjust_hue_torchvision(pixels, degrees / 360)
            reference = f"albumentations adjust_hue_torchvision(x, {degrees} / 360)"
            yield Case({"degrees": degrees}, pixels, output, reference)
            output = on_image(F.adjust_hue, pixels, degrees / 360)
            reference = f"F.adjust_hue(image, {degrees} / 360)"
            yield Case({"degrees": degrees, "match": "pillow"}, pixels, output, reference)
        floats = np.abs(noise(5, 7, 3, "float32"))
        output = adjust_hue_torchvision(floats, degrees / 360)
        reference = f"albumentations adjust_hue_torchvision(x, {degrees} / 360)"
        yield Case({"degrees": degrees}, floats, output, reference, "relative")
        output = on_tensor(F.adjust_hue, floats, degrees / 360)
        yield Case({"degrees": degrees}, floats, output, f"F.adjust_hue(tensor, {degrees} / 360)", "relative")
        wide = noise(5, 7, 3, "uint16")
        reference = f"albumentations adjust_hue_torchvision(x / 65535, {degrees} / 360) * 65535"
        yield Case({"degrees": degrees}, wide, exact(wide, degrees), reference, "level")
    # What OpenCV adds to its divisors shows in dark colours; torchvision adds nothing.
    dark = np.abs(noise(5, 7, 3, "float32")) * np.float32(1e-5)
    output = adjust_hue_torchvision(dark, 40 / 360)
    yield Case({"degrees": 40}, dark, output, "albumentations adjust_hue_torchvision(x, 40 / 360)", "relative")
    output = on_tensor(F.adjust_hue, dark, 40 / 360)
    yield Case({"degrees": 40, "match": "pillow"}, dark, output, "F.adjust_hue(tensor, 40 / 360)", "relative")
    # In double, 180 · (degrees / 360) is next to a whole number, which decides the hue that is cut off.
    for degrees in (-116, -110, -58, 26):
        pixels = noise(6, 32, 3, seed=1)
        output = adjust_hue_torchvision(pixels, degrees / 360)
        yield Case({"degrees": degrees}, pixels, output, f"albumentations adjust_hue_torchvision(x, {degrees} / 360)")
        # The hue that is turned back to 0, which NumPy's remainder makes 180.
        turned = noise(6, 37, 3)
        turned[..., 0] = -degrees // 2 % 180
        pixels = cv2.cvtColor(turned, cv2.COLOR_HSV2RGB)
        output = adjust_hue_torchvision(pixels, degrees / 360)
        yield Case({"degrees": degrees}, pixels, output, f"albumentations adjust_hue_torchvision(x, {degrees} / 360)")
