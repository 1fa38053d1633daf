"""cv2.warpPerspective between the corners of the image, half a pixel outside the centres of its corner pixels;
torchvision, which counts from the edges of the pixels.
"""

import cv2
import numpy as np
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_tensor

INTERPOLATIONS = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}
QUADRILATERALS = (
    [[0.125, 0.0625], [0.9375, 0.25], [0.75, 0.875], [0, 1]],
    [[-0.125, 0], [1.25, -0.25], [1, 1.125], [0.25, 0.75]],
    [[0.25, 0.5], [0.5, 0.25], [0.75, 0.5], [0.5, 0.875]],
    [[0.25, 0], [0.75, 0], [1, 1], [0, 1]],
)
# In pixels not exact in single precision, in which getPerspectiveTransform takes them.
INEXACT = [[0.1, 0.03], [0.93, -0.07], [1.01, 0.89], [-0.04, 0.97]]
# With other sides, a quarter turn or a reflection leads to places whose rounding is decided by what the elimination in
# getPerspectiveTransform leaves of zeros.
QUARTER_TURN = [[0, 1], [0, 0], [1, 0], [1, 1]]
TRANSPOSED = [[0, 0], [0, 1], [1, 1], [1, 0]]


def case(pixels, corners, name="bilinear", border="constant", fill=0):
    height, width = pixels.shape[:2]
    source = np.array([[x * width - 0.5, y * height - 0.5] for x, y in corners], np.float32)
    edges = [[0, 0], [1, 0], [1, 1], [0, 1]]
    target = np.array([[x * width - 0.5, y * height - 0.5] for x, y in edges], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    value = fill if isinstance(fill, list) else [fill] * 4
    flags = {"flags": INTERPOLATIONS[name], "borderMode": BORDERS[border], "borderValue": value}
    output = cv2.warpPerspective(pixels, matrix, (width, height), **flags)
    parameters = {"corners": corners, "interpolation": name, "border_mode": border, "fill": fill}
    tolerance = "relative" if name == "bicubic" and pixels.dtype == np.float32 else "exact"
    return Case(parameters, pixels, output, f"cv2.warpPerspective({corners}, {name}, {border})", tolerance)


def torchvision():
    height, width = 11, 16
    edges = [[0, 0], [width, 0], [width, height], [0, height]]
    # The last is symmetric: its centre lies between two pixels, where rounding errors decide.
    for corners in QUADRILATERALS[:3]:
        start = [[x * width, y * height] for x, y in corners]
        for name in ("nearest", "bilinear"):
            for dtype in ("uint8", "float32"):
                pixels = noise(height, width, 3) if dtype == "uint8" else gradient(height, width, 1, dtype)
                output = on_tensor(F.perspective, pixels, start, edges, interpolation=InterpolationMode(name))
                tolerance = "relative" if dtype == "float32" else "exact" if name == "nearest" else "level"
                parameters = {"corners": corners, "interpolation": name}
                yield Case(parameters, pixels, output, f"F.perspective(tensor, {corners}, {name})", tolerance)


def cases():
    yield from torchvision()
    for corners in QUADRILATERALS:
        for name in INTERPOLATIONS:
            yield case(noise(13, 32, 3), corners, name, fill=[1, 2, 3])
            yield case(noise(16, 11, 1), corners, name, "reflect_101")
    for name in INTERPOLATIONS:
        yield case(noise(17, 28, 1, "uint16"), INEXACT, name, "reflect")
        for border in BORDERS:
            yield case(noise(9, 12, 3), QUADRILATERALS[1], name, border, [10, 20, 30])
        for channels in (1, 4):
            for dtype in ("uint16", "float32"):
                yield case(noise(8, 37, channels, dtype), QUADRILATERALS[0], name)
    yield case(noise(50, 11, 4, "uint16"), QUARTER_TURN, border="reflect_101")
    yield case(noise(19, 29, 1, "float32"), TRANSPOSED, border="wrap")
