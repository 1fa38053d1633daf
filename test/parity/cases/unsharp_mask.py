"""ImageFilter.UnsharpMask of Pillow; cv2.GaussianBlur and cv2.addWeighted."""

import cv2
import numpy as np
from PIL import Image, ImageFilter

from case import Case, gradient, noise


def opencv(pixels, radius, amount, threshold=0):
    blurred = cv2.GaussianBlur(pixels, (0, 0), radius).reshape(pixels.shape)
    output = cv2.addWeighted(pixels, 1 + amount, blurred, -amount, 0).reshape(pixels.shape)
    difference = np.abs(pixels.astype(np.float64) - blurred)
    output = np.where(difference > threshold, output, pixels)
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    parameters = {"radius": radius, "amount": amount, "threshold": threshold}
    call = f"cv2.addWeighted(x, 1 + {amount}, cv2.GaussianBlur(x, (0, 0), {radius}), -{amount}, 0) over {threshold}"
    return Case(parameters, pixels, output, call, tolerance)


def pillow(pixels, radius, percent, threshold=0):
    output = np.asarray(Image.fromarray(pixels).filter(ImageFilter.UnsharpMask(radius, percent, threshold)))
    parameters = {"radius": radius, "amount": percent / 100, "threshold": threshold, "match": "pillow"}
    return Case(parameters, pixels, output, f"ImageFilter.UnsharpMask({radius}, {percent}, {threshold})")


def cases():
    for channels in (1, 3, 4):
        for radius, percent, threshold in ((2, 100, 0), (2, 150, 3), (0.7, 33, 0), (5, 250, 10), (2, 0, 0), (1, 101, 60)):
            yield pillow(noise(13, 17, channels), radius, percent, threshold)
            yield opencv(noise(13, 17, channels), radius, percent / 100, threshold)
        for dtype in ("uint16", "float32"):
            yield opencv(noise(13, 17, channels, dtype), 1.5, 1)
            yield opencv(noise(13, 17, channels, dtype), 1.5, 0.6)
    for height, width in ((1, 1), (1, 9), (9, 1)):
        yield pillow(noise(height, width, 3), 2, 100)
        yield opencv(noise(height, width, 3), 2, 1)
    yield pillow(gradient(33, 40, 3), 3, 180, 1)
    yield opencv(gradient(33, 40, 3), 3, 2, 1)
    # Tenths that single precision does not hold, where sums fall on halves.
    yield opencv(noise(40, 33, 3), 1, 0.3)
    yield opencv(noise(40, 33, 3, "uint16"), 1, 1.7)
