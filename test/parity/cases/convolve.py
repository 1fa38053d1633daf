"""cv2.filter2D, and scipy's correlation for strides, even kernels and the wrapping border."""

import random

import cv2
import numpy as np
from albumentations.augmentations.blur.functional import create_motion_kernel
from albumentations.augmentations.pixel.functional import convolve
from numpy.lib.stride_tricks import sliding_window_view

from case import Case, noise

BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
}
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
WIDE = [[0.1, -0.3, 0.25, 0.5, 0.45]]


def graded(height, width):
    """Weights that are all different and add up to 1."""
    weights = np.arange(1, height * width + 1) / (height * width * (height * width + 1) / 2)
    return weights.reshape(height, width).tolist()


def opencv(pixels, kernel, border="reflect_101", bias=0.0, rounded=False):
    depth = -1 if rounded else cv2.CV_32F
    output = cv2.filter2D(pixels, depth, np.array(kernel, np.float32), delta=bias, borderType=BORDERS[border])
    parameters = {"kernel": kernel, "border_mode": border, "bias": bias, "round": rounded}
    exact = rounded and pixels.dtype != np.float32
    reference = f"cv2.filter2D(image, {depth}, kernel, delta={bias}, borderType=BORDER_{border.upper()})"
    return Case(parameters, pixels, output.reshape(pixels.shape), reference, "exact" if exact else "relative")


def correlation(pixels, kernel, stride, flip=False, padding="valid"):
    weights = np.array(kernel, np.float64)
    padded = pixels.astype(np.float64)
    if padding == "same":
        margins = []
        for length, size in zip(pixels.shape, weights.shape):
            missing = max((-(-length // stride) - 1) * stride + size - length, 0)
            margins.append((missing // 2, missing - missing // 2))
        margins += [(0, 0)] * (pixels.ndim - 2)
        padded = np.pad(padded, margins)
    windows = sliding_window_view(padded, weights.shape, axis=(0, 1))[::stride, ::stride]
    output = np.sum(windows * (weights[::-1, ::-1] if flip else weights), axis=(-2, -1))
    parameters = {"kernel": kernel, "stride": stride, "padding": padding, "flip": flip, "border_mode": "constant"}
    reference = "sum of sliding_window_view(image) · kernel in NumPy, double"
    return Case(parameters, pixels, output.astype(np.float32), reference, "relative")


def motion(size, angle, direction, seed):
    """What A.MotionBlur does; widths are multiples of 64, as OpenCV rounds otherwise at the end of a row."""
    kernel = create_motion_kernel(size, angle, direction, seed > 0, random.Random(seed)).astype(np.float32)
    kernel /= kernel.sum()
    parameters = {"kernel": [[float(weight) for weight in row] for row in kernel], "round": True}
    reference = f"albumentations convolve(x, create_motion_kernel({size}, {angle}, {direction}, ...) / sum)"
    pixels = noise(12, 64, 3 if seed % 2 else 1, seed=seed)
    return Case(parameters, pixels, convolve(pixels, kernel), reference)


def cases():
    for seed in range(8):
        yield motion((3, 5, 7, 7)[seed % 4], 360 * seed / 7, seed / 3.5 - 1, seed)
    for dtype in ("uint8", "uint16", "float32"):
        for channels in (1, 3, 4):
            yield opencv(noise(7, 9, channels, dtype), SHARPEN)
        yield opencv(noise(7, 9, 3, dtype), SHARPEN, rounded=True)
        for border in BORDERS:
            yield opencv(noise(6, 8, 1, dtype), SOBEL, border, 10.0)
            yield opencv(noise(1, 1, 1, dtype), SOBEL, border)
            yield opencv(noise(5, 3, 1, dtype), WIDE, border)
    yield opencv(noise(6, 7), SHARPEN, bias=3.0, rounded=True)
    yield opencv(noise(20, 20), [[0.5, 0.5, 0]], rounded=True)
    # Means of six pixels often fall on a half, where the last bit of the sum decides.
    yield opencv(noise(20, 64), [[1 / 6, 1 / 6, 1 / 6], [1 / 6, 1 / 6, 1 / 6], [0, 0, 0]], rounded=True)
    # From 50 weights on, 16 bits are summed in double.
    for height, width in ((7, 7), (3, 17), (9, 9)):
        yield opencv(noise(30, 31, 1, "uint16"), graded(height, width), rounded=True)
    for stride in (1, 2, 3):
        for padding in ("valid", "same"):
            for flip in (False, True):
                yield correlation(noise(8, 11), [[1, 2], [3, 4]], stride, flip, padding)
                yield correlation(noise(8, 11, 3), [[1, 2, 0.5], [3, 4, -7]], stride, flip, padding)
