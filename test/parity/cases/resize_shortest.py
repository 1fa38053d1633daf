"""A.SmallestMaxSize; torchvision's Resize of a Pillow image."""

import albumentations as A
import cv2
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_image

OPENCV = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "area": cv2.INTER_AREA}
MODES = {name: InterpolationMode(name) for name in ("nearest", "bilinear", "bicubic", "lanczos")}
# (height, width), shortest side: halves that round to even, up, down, equal sides, thin.
SIZES = (
    ((8, 5), 4), ((4, 5), 2), ((6, 15), 3), ((15, 18), 3), ((21, 33), 7), ((12, 12), 7), ((1, 9), 3), ((9, 1), 3),
    ((9, 5), 13), ((30, 17), 17), ((1, 1), 6), ((17, 31), 10),
)  # fmt: skip


def opencv(pixels, size, name):
    resize = A.SmallestMaxSize(max_size=size, interpolation=OPENCV[name])
    parameters = {"size": size, "interpolation": name}
    return Case(parameters, pixels, resize(image=pixels)["image"], f"A.SmallestMaxSize({size}, {name})")


def pillow(pixels, size, name):
    output = on_image(F.resize, pixels, [size], interpolation=MODES[name])
    parameters = {"size": size, "interpolation": name, "match": "pillow"}
    return Case(parameters, pixels, output, f"F.resize(image, [{size}], {name})")


def cases():
    for (height, width), size in SIZES:
        for name in OPENCV:
            yield opencv(noise(height, width, 3), size, name)
        for name in MODES:
            yield pillow(noise(height, width, 3), size, name)
    for channels in (1, 4):
        yield opencv(noise(21, 33, channels), 16, "bilinear")
        yield pillow(noise(21, 33, channels), 16, "bilinear")
    yield opencv(noise(21, 33, 1, "float32"), 16, "nearest")
