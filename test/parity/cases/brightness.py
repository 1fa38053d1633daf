"""Albumentations, Pillow and torchvision, which agree in 8 bits."""

import numpy as np
from albumentations.augmentations.pixel.functional import adjust_brightness_torchvision
from PIL import Image, ImageEnhance
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

FACTORS = (0, 0.3, 0.5, 0.8, 0.95123, 1, 1.0007, 1.2, 1.7, 2, 31.4)


def cases():
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    for factor in FACTORS:
        parameters = {"factor": factor}
        reference = f"albumentations adjust_brightness_torchvision(x, {factor})"
        for pixels in (levels, noise(5, 7, 3), gradient(6, 9, 3, "uint16"), noise(5, 7, 1, "uint16")):
            yield Case(parameters, pixels, adjust_brightness_torchvision(pixels, factor), reference)
        floats = np.abs(noise(5, 7, 3, "float32"))
        yield Case(parameters, floats, adjust_brightness_torchvision(floats, factor), reference, "relative")
        for pixels in (levels, noise(5, 7, 3), noise(4, 5, 4)):
            output = np.asarray(ImageEnhance.Brightness(Image.fromarray(pixels)).enhance(factor))
            yield Case(parameters, pixels, output, f"ImageEnhance.Brightness, {factor}")
        for on, kind in ((on_image, "image"), (on_tensor, "tensor")):
            output = on(F.adjust_brightness, noise(6, 7, 3), float(factor))
            yield Case(parameters, noise(6, 7, 3), output, f"F.adjust_brightness({kind}, {factor})")
        output = on_tensor(F.adjust_brightness, floats, float(factor))
        yield Case(parameters, floats, output, f"F.adjust_brightness(tensor, {factor})", "relative")
