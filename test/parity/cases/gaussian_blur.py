"""cv2.GaussianBlur; ImageFilter.GaussianBlur of Pillow; torchvision on floats.

In 8 bits, torchvision rounds sums of a float kernel: up to two levels from OpenCV, whose kernel has 8 bits itself.
"""

import cv2
import numpy as np
from PIL import Image, ImageFilter
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
}


def opencv(pixels, size, sigma=0.0, border="reflect_101", written=None):
    output = cv2.GaussianBlur(pixels, (size, size), sigma, borderType=BORDERS[border]).reshape(pixels.shape)
    parameters = {"kernel_size": size, "sigma": sigma, "border_mode": border} if written is None else written
    reference = f"cv2.GaussianBlur(image, ({size}, {size}), {sigma}, borderType=BORDER_{border.upper()})"
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    return Case(parameters, pixels, output, reference, tolerance)


def pillow(pixels, radius, written):
    output = np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(radius)))
    return Case(written, pixels, output, f"ImageFilter.GaussianBlur({radius})")


def cases():
    yield opencv(noise(9, 12, 3), 5, written={})
    for size in (1, 3, 5, 7, 9, 11, 21, 31):
        yield opencv(noise(17, 20), size)
        for sigma in (0.3, 0.8, 1.0, 1.7, 2.5, 6.0):
            yield opencv(noise(14, 15), size, sigma)
    for border in BORDERS:
        for channels in (1, 3, 4):
            for dtype in ("uint8", "uint16", "float32"):
                yield opencv(noise(11, 9, channels, dtype), 7, 1.5, border)
        for height, width in ((1, 1), (1, 9), (9, 1), (2, 3)):
            yield opencv(noise(height, width), 9, 0, border)
            yield opencv(noise(height, width, 3, "uint16"), 5, 0, border)
    for dtype in ("uint16", "float32"):
        for size in (3, 5, 9, 15):
            yield opencv(noise(12, 13, 1, dtype), size)
            yield opencv(noise(12, 13, 1, dtype), size, 3.3)
    for dtype in ("uint8", "uint16", "float32"):
        for sigma in (0.4, 1.0, 2.3, 4.9):
            yield opencv(noise(13, 19, 1, dtype), 0, sigma)
    yield opencv(gradient(33, 40, 3), 15, 4)
    for radius in (0.2, 0.5, 0.7, 1, 1.7, 2, 3.5, 10, 23.011, 40):
        for height, width in ((1, 1), (1, 7), (15, 18)):
            yield pillow(noise(height, width), radius, {"sigma": radius, "match": "pillow"})
    yield pillow(noise(12, 11, 3), 2, {"sigma": 2, "match": "pillow"})
    yield pillow(noise(12, 11, 4), 2.6, {"sigma": 2.6, "match": "pillow", "border_mode": "replicate"})
    yield pillow(noise(12, 11, 3), 0.3 * 1 + 0.8, {"match": "pillow"})
    yield pillow(gradient(33, 40, 3), 5, {"sigma": 5, "match": "pillow"})
    for size, sigma in ((1, 0.5), (3, 0.8), (5, 1.1), (7, 2.0), (9, 0.3)):
        for channels in (1, 3):
            pixels = noise(8, 11, channels, "float32")
            output = on_tensor(F.gaussian_blur, pixels, [size, size], [sigma, sigma])
            parameters = {"kernel_size": size, "sigma": sigma}
            yield Case(parameters, pixels, output, f"F.gaussian_blur(tensor, {size}, {sigma})", "relative")
