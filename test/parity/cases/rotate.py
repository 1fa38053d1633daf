"""cv2.warpAffine about the centre; the frame of expand from Image.rotate; torchvision.

A tensor is sampled as by OpenCV, in float32. A Pillow image is not: outside lies nothing that is blended with, so
its edges differ but for nearest and whole quarter turns; between two pixels, nearest goes the other way.
"""

import cv2
import numpy as np
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, gradient, noise
from torched import on_image, on_tensor

INTERPOLATIONS = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def tolerance_of(pixels, interpolation):
    return "relative" if pixels.dtype == np.float32 and interpolation == "bicubic" else "exact"


def case(pixels, angle, interpolation="bilinear", border="constant", fill=0, expand=False):
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1)
    size = (width, height)
    if expand:
        size = Image.new("L", size).rotate(angle, expand=True).size
        matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    value = fill if isinstance(fill, list) else [fill] * 4
    flags = {"flags": INTERPOLATIONS[interpolation], "borderMode": BORDERS[border], "borderValue": value}
    output = cv2.warpAffine(pixels, matrix, size, **flags)
    parameters = {"angle": angle, "interpolation": interpolation, "border_mode": border, "fill": fill}
    parameters["expand"] = expand
    call = f"cv2.warpAffine({angle}°, {interpolation}, {border}) to {size}"
    return Case(parameters, pixels, output, call, tolerance_of(pixels, interpolation))


def torchvision():
    for angle in (90, 180, -90, 23.7, -141.3, 77.7):
        for name in ("nearest", "bilinear"):
            mode = InterpolationMode(name)
            parameters = {"angle": angle, "interpolation": name, "expand": True}
            pixels = noise(9, 14, 3)
            output = on_tensor(F.rotate, pixels, angle, interpolation=mode, expand=True)
            yield Case(parameters, pixels, output, f"F.rotate(tensor, {angle}, {name}, expand)")
            if name == "nearest" or angle % 90 == 0:
                output = on_image(F.rotate, pixels, angle, interpolation=mode, expand=True)
                yield Case(parameters, pixels, output, f"F.rotate(image, {angle}, {name}, expand)")
            floats = gradient(9, 14, 1, "float32")
            output = on_tensor(F.rotate, floats, angle, interpolation=mode, expand=True)
            yield Case(parameters, floats, output, f"F.rotate(tensor, {angle}, {name}, expand)", "relative")


def cases():
    yield from torchvision()
    for angle in (0, 10, -15, 33.3, 45, 90, 180, 270, -77, 359.5):
        for expand in (False, True):
            yield case(noise(13, 32, 3), angle, expand=expand)
            yield case(noise(20, 11, 1), angle, fill=9, expand=expand)
    for interpolation in INTERPOLATIONS:
        for border in BORDERS:
            yield case(noise(9, 12, 4), 20, interpolation, border, [10, 20, 30, 40])
            yield case(noise(7, 5, 1), 62, interpolation, border, 200)
            # The corners lie so far outside that a mirror must be mirrored again.
            yield case(noise(3, 32, 3), 80, interpolation, border, [1, 2, 3])
            if (interpolation, border) == ("bicubic", "reflect_101"):
                continue  # OpenCV never returns from a single row.
            yield case(noise(1, 9, 1), 30, interpolation, border, 3)
            yield case(noise(1, 1, 3), 30, interpolation, border, 4)
        for dtype in ("uint16", "float32"):
            for channels in (1, 3, 4):
                fill = 0.5 if dtype == "float32" else 500
                yield case(noise(9, 32, channels, dtype), -25, interpolation, fill=fill)
                # One vector of 16 pixels and a rest.
                yield case(noise(6, 21, channels, dtype), 140, interpolation, "reflect_101")
        yield case(gradient(40, 33, 3), 5, interpolation, "replicate")
    # A colour that single precision rounds.
    yield case(noise(9, 12, 1, "float32"), 20, fill=0.3)
    # OpenCV's cubic stretches what lies more than the length of the image, or 16 pixels, beyond an edge.
    for border in BORDERS:
        yield case(noise(3, 50, 1), 80, "bicubic", border, 7)
        yield case(noise(3, 50, 1, "float32"), 80, "bicubic", border, 0.5)
