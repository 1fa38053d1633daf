import cv2
import numpy as np

from case import Case, noise

KINDS = {
    "binary": cv2.THRESH_BINARY,
    "binary_inverse": cv2.THRESH_BINARY_INV,
    "truncate": cv2.THRESH_TRUNC,
    "to_zero": cv2.THRESH_TOZERO,
    "to_zero_inverse": cv2.THRESH_TOZERO_INV,
}
FULL = {"uint8": 255, "uint16": 65535, "float32": 1}
LEVELS = {"uint8": (None, 0, 100, 99.5, 254), "uint16": (None, 1000, 65534), "float32": (None, 0.25, -0.5)}


def every(dtype, channels):
    if dtype == "uint8" and channels == 1:
        return np.arange(256, dtype=np.uint8).reshape(8, 32)
    return noise(5, 7, channels, dtype)


def cases():
    for kind, code in KINDS.items():
        for dtype, full in FULL.items():
            for level in LEVELS[dtype]:
                for channels in (1, 3):
                    pixels = every(dtype, channels)
                    _, output = cv2.threshold(pixels, full / 2 if level is None else level, full, code)
                    parameters = {"kind": kind} if level is None else {"kind": kind, "threshold": level}
                    yield Case(parameters, pixels, output, f"cv2.threshold(x, {level}, {full}, {kind})")
