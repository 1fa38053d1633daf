"""A.SmallestMaxSize; the rule of torchvision's Resize(size) with the pixels of Image.resize."""

import albumentations as A
import cv2
import numpy as np
from PIL import Image

from case import Case, noise

OPENCV = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "area": cv2.INTER_AREA}
PILLOW = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
# (height, width), shortest side: halves that round to even, up, down, equal sides, thin.
SIZES = (
    ((8, 5), 4), ((4, 5), 2), ((6, 15), 3), ((15, 18), 3), ((21, 33), 7), ((12, 12), 7), ((1, 9), 3), ((9, 1), 3),
    ((9, 5), 13), ((30, 17), 17), ((1, 1), 6), ((17, 31), 10),
)  # fmt: skip


def opencv(pixels, size, name):
    resize = A.SmallestMaxSize(max_size=size, interpolation=OPENCV[name])
    parameters = {"size": size, "interpolation": name}
    return Case(parameters, pixels, resize(image=pixels)["image"], f"A.SmallestMaxSize({size}, {name})")


def torchvision_size(height, width, size):
    other = int(size * max(height, width) / min(height, width))
    return (size, other) if width <= height else (other, size)


def pillow(pixels, size, name):
    target = torchvision_size(*pixels.shape[:2], size)
    output = np.asarray(Image.fromarray(pixels).resize(target, PILLOW[name]))
    parameters = {"size": size, "interpolation": name, "match": "pillow"}
    return Case(parameters, pixels, output, f"Image.resize({target}, {name})")


def cases():
    for (height, width), size in SIZES:
        for name in OPENCV:
            yield opencv(noise(height, width, 3), size, name)
        for name in PILLOW:
            yield pillow(noise(height, width, 3), size, name)
    for channels in (1, 4):
        yield opencv(noise(21, 33, channels), 16, "bilinear")
        yield pillow(noise(21, 33, channels), 16, "bilinear")
    yield opencv(noise(21, 33, 1, "float32"), 16, "nearest")
