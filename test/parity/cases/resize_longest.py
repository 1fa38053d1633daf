"""A.LongestMaxSize; torchvision's Resize of a Pillow image."""

import albumentations as A
import cv2
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_image

OPENCV = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "area": cv2.INTER_AREA}
MODES = {name: InterpolationMode(name) for name in ("nearest", "bilinear", "bicubic", "lanczos")}
# (height, width), longest side: halves that round to even, up, down, thin; 3 × (15 / 18) is just over a half.
SIZES = (
    ((5, 8), 4), ((15, 18), 3), ((7, 10), 5), ((3, 18), 15), ((21, 33), 11), ((12, 12), 7), ((1, 40), 9), ((40, 1), 9),
    ((9, 5), 31), ((30, 17), 30), ((1, 1), 6),
)  # fmt: skip


def opencv(pixels, size, name):
    resize = A.LongestMaxSize(max_size=size, interpolation=OPENCV[name])
    parameters = {"size": size, "interpolation": name}
    return Case(parameters, pixels, resize(image=pixels)["image"], f"A.LongestMaxSize({size}, {name})")


def pillow(pixels, size, name):
    output = on_image(F.resize, pixels, None, max_size=size, interpolation=MODES[name])
    parameters = {"size": size, "interpolation": name, "match": "pillow"}
    return Case(parameters, pixels, output, f"F.resize(image, None, max_size={size}, {name})")


def cases():
    for (height, width), size in SIZES:
        for name in OPENCV:
            yield opencv(noise(height, width, 3), size, name)
        if int(size * min(height, width) / max(height, width)) == 0:
            continue  # torchvision fails; one pixel is kept here.
        for name in MODES:
            yield pillow(noise(height, width, 3), size, name)
    for channels in (1, 4):
        yield opencv(noise(21, 33, channels), 16, "bilinear")
        yield pillow(noise(21, 33, channels), 16, "bilinear")
    yield opencv(noise(21, 33, 1, "float32"), 16, "nearest")
