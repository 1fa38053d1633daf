"""albumentations generate_grid and remap, the functional forms of A.GridDistortion, which is cv2.remap in the end."""

import albumentations.augmentations.geometric.functional as fgeometric
import cv2
import numpy as np

from case import Case, gradient, noise

INTERPOLATIONS = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
BORDERS = {
    "constant": cv2.BORDER_CONSTANT,
    "replicate": cv2.BORDER_REPLICATE,
    "reflect": cv2.BORDER_REFLECT,
    "reflect_101": cv2.BORDER_REFLECT_101,
    "wrap": cv2.BORDER_WRAP,
}


def steps_of(cells, low, high, seed):
    random = np.random.Generator(np.random.PCG64([seed, cells]))
    return [list(map(float, 1 + random.uniform(low, high, cells + 1))) for _ in range(2)]


def tolerance_of(pixels, interpolation):
    return "relative" if pixels.dtype == np.float32 and interpolation == "bicubic" else "exact"


def case(pixels, steps, name="bilinear", border="constant", fill=0, normalized=False):
    size = pixels.shape[:2]
    cells = len(steps[0]) - 1
    if normalized:
        scaled = fgeometric.normalize_grid_distortion_steps(size, cells, list(steps[0]), list(steps[1]))
        steps = [scaled["steps_x"].tolist(), scaled["steps_y"].tolist()]
    map_x, map_y = fgeometric.generate_grid(size, steps[0], steps[1], cells)
    output = fgeometric.remap(pixels, map_x, map_y, INTERPOLATIONS[name], BORDERS[border], fill)
    parameters = {"steps": steps, "interpolation": name, "border_mode": border, "fill": fill}
    return Case(parameters, pixels, output, f"generate_grid({size}, {cells} cells); remap({name}, {border})", tolerance_of(pixels, name))


def cases():
    for cells in (1, 2, 3, 5, 7):
        yield case(noise(23, 31, 3), steps_of(cells, -0.3, 0.3, 1), normalized=True)
        yield case(noise(28, 30, 3), steps_of(cells, -0.9, 1, 2), fill=[1, 2, 3])
    yield case(noise(12, 13), steps_of(12, -1, 1, 3), normalized=True)
    yield case(noise(5, 9, 3), steps_of(1, 0, 0, 4), normalized=True)
    for name in INTERPOLATIONS:
        for border in BORDERS:
            yield case(noise(13, 14, 3), steps_of(4, -0.5, 1, 5), name, border, [10, 20, 30])
        for dtype in ("uint8", "uint16", "float32"):
            for channels in (1, 4):
                yield case(noise(10, 33, channels, dtype), steps_of(5, -0.3, 0.3, 6), name, normalized=True)
