"""cv2.filter2D with the kernel that sharpens."""

import cv2
import numpy as np

from case import Case, gradient, noise

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
}


def case(pixels, amount, border="reflect_101"):
    kernel = np.array([[0, -amount, 0], [-amount, 1 + 4 * amount, -amount], [0, -amount, 0]])
    output = cv2.filter2D(pixels, -1, kernel, borderType=BORDERS[border]).reshape(pixels.shape)
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    parameters = {"amount": amount, "border_mode": border}
    return Case(parameters, pixels, output, f"cv2.filter2D(image, -1, kernel of {amount}, {border})", tolerance)


def cases():
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3, 4):
            for amount in (0, 0.25, 0.3, 1, 2.5):
                yield case(noise(9, 11, channels, dtype), amount)
    for border in BORDERS:
        yield case(noise(7, 8, 3), 1, border)
        for height, width in ((1, 1), (1, 9), (9, 1)):
            yield case(noise(height, width), 0.5, border)
    yield case(gradient(33, 40, 3), 1)
    for amount in (0.1, 0.7, 1.3):
        # Odd lengths: a row ends with what vector code leaves over.
        yield case(noise(21, 19, 3), amount)
        yield case(noise(13, 31, 1, "uint16"), amount)
