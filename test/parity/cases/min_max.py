import cv2
import numpy as np

from case import Case, noise


def stretched(pixels, low, high, per, written):
    if per == "image" or pixels.ndim == 2:
        output = cv2.normalize(pixels, None, low, high, cv2.NORM_MINMAX, cv2.CV_32F)
    else:
        planes = [np.ascontiguousarray(pixels[..., channel]) for channel in range(pixels.shape[2])]
        output = np.dstack([cv2.normalize(plane, None, low, high, cv2.NORM_MINMAX, cv2.CV_32F) for plane in planes])
    reference = f"cv2.normalize(x, None, {low}, {high}, NORM_MINMAX, CV_32F), per {per}"
    return Case(written, pixels, output, reference, "relative")


def cases():
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3):
            pixels = noise(7, 9, channels, dtype)
            yield stretched(pixels, 0, 1, "image", {})
            yield stretched(pixels, 0, 1, "channel", {"per": "channel"})
            yield stretched(pixels, -1, 1, "image", {"low": -1})
            yield stretched(pixels, -2.5, 300, "channel", {"low": -2.5, "high": 300, "per": "channel"})
