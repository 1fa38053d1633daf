"""cv2.blur."""

import cv2
import numpy as np

from case import Case, gradient, noise

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
}


def case(pixels, size, border="reflect_101"):
    output = cv2.blur(pixels, (size, size), borderType=BORDERS[border]).reshape(pixels.shape)
    parameters = {"kernel_size": size, "border_mode": border}
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    return Case(parameters, pixels, output, f"cv2.blur(image, ({size}, {size}), {border})", tolerance)


def cases():
    for border in BORDERS:
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 3, 4):
                yield case(noise(9, 11, channels, dtype), 3, border)
            for size in (1, 2, 4, 5, 6, 7, 8, 10, 15, 16, 18):
                yield case(noise(12, 13, 1, dtype), size, border)
        for height, width in ((1, 1), (1, 9), (9, 1), (2, 3)):
            yield case(noise(height, width, 3), 9, border)
    yield case(gradient(33, 40, 3), 31)
    # Even sizes, where halves are rounded in several ways.
    for size in (2, 4, 6, 8, 12, 14, 16, 20, 32):
        yield case(noise(34, 37, 3), size)
    # Sums that single precision does not hold.
    yield case(noise(33, 29, 3, "uint16"), 21)
    yield case(noise(30, 35, 1, "uint16"), 45)
