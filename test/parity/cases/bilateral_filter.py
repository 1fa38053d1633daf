"""cv2.bilateralFilter as OpenCV itself computes it: Intel's IPP, for one channel and diameters 3 and 5, is a level darker."""

import cv2
import numpy as np

from case import Case, gradient, noise

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def case(pixels, diameter, sigma_color, sigma_space, border="reflect_101"):
    was = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    output = cv2.bilateralFilter(pixels, diameter, sigma_color, sigma_space, borderType=BORDERS[border])
    cv2.ipp.setUseIPP(was)
    parameters = {"diameter": diameter, "sigma_color": sigma_color, "sigma_space": sigma_space, "border_mode": border}
    call = f"cv2.bilateralFilter(image, {diameter}, {sigma_color}, {sigma_space}, {border})"
    tolerance = "relative" if pixels.dtype == np.float32 else "exact"
    return Case(parameters, pixels, output.reshape(pixels.shape), call, tolerance)


def cases():
    for channels in (1, 3):
        for diameter, sigma_color, sigma_space in ((9, 75, 75), (5, 30, 3), (3, 10, 1), (15, 200, 4)):
            yield case(noise(14, 21, channels), diameter, sigma_color, sigma_space)
            # Float differences go through a table in OpenCV, linear between its entries.
            yield case(gradient(14, 21, channels, "float32"), diameter, sigma_color / 255, sigma_space)
        for border in BORDERS:
            yield case(noise(9, 12, channels), 7, 60, 5, border)
        for height, width in ((1, 1), (1, 9), (9, 1)):
            yield case(noise(height, width, channels), 5, 60, 5)
        # Floats end at their own range: a border of 0 is no further away than that, and one colour stays as it is.
        yield case(gradient(9, 12, channels, "float32") / 5 + np.float32(0.6), 7, 60 / 255, 5, "constant")
        yield case(np.full_like(gradient(4, 5, channels, "float32"), 0.5), 3, 0.25, 2, "constant")
    yield case(np.float32([[0.5, 0.6]]), 3, 0.25, 2, "constant")
    yield case(gradient(33, 40, 3), 9, 75, 75)
