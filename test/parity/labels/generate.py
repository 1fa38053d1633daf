"""Writes goldens.json.gz: where Albumentations itself takes boxes, keypoints and masks.

    .venv/bin/python test/parity/labels/generate.py

Boxes are (left, top, right, bottom) in continuous pixels, as Albumentations has them. Keypoints are pixel indices in
Albumentations, except where a case says `continuous`: its resizing multiplies the numbers, which is right for
continuous pixels only. Masks are class ids; places that the image does not reach are 255.
"""

import base64
import gzip
import json
import sys
from importlib.metadata import version
from pathlib import Path

import albumentations as A
import cv2
import numpy as np
from albumentations.augmentations.geometric import functional
from albumentations.core.bbox_utils import denormalize_bboxes, filter_bboxes, normalize_bboxes

here = Path(__file__).parent
REQUIRED = [line.split("==") for line in (here.parent / "requirements.txt").read_text().splitlines() if "==" in line]


def samples(width, height, seed):
    """Boxes and keypoints all over the frame; a box that fills it among them."""
    random = np.random.Generator(np.random.PCG64([seed, width, height]))
    boxes = [[0.0, 0.0, width, height]]
    for _ in range(11):
        xs = np.sort(random.uniform(0, width, 2))
        ys = np.sort(random.uniform(0, height, 2))
        boxes.append([xs[0], ys[0], xs[1] + 0.5, ys[1] + 0.5])
    boxes = [[left, top, min(right, width), min(bottom, height)] for left, top, right, bottom in boxes]
    # Whole numbers lie inside a crop whether pixels or their centres are counted.
    keypoints = np.column_stack([random.integers(0, width, 12), random.integers(0, height, 12)])
    mask = random.integers(0, 6, (height // 3 + 1, width // 3 + 1)).repeat(3, 0).repeat(3, 1)[:height, :width]
    return np.round(boxes, 2).tolist(), keypoints.tolist(), mask.astype(np.uint8)


def packed(mask):
    data = base64.b64encode(np.ascontiguousarray(mask).tobytes()).decode()
    return {"width": mask.shape[1], "height": mask.shape[0], "data": data}


def case(what, steps, width, height, orientation=1, min_area=0.0, min_visibility=0.0, keypoints="indices", seed=1):
    """`steps` are pairs of a step as written in a pipeline file and the transform that is to do the same."""
    boxes, points, mask = samples(width, height, seed)
    if keypoints is None:
        points = []
    if keypoints == "continuous":
        points = [[x + 0.5, y + 0.5] for x, y in points]
    # Albumentations keeps boxes without width, of which it then says that they are wrong.
    rules = {"min_area": min_area, "min_visibility": min_visibility, "min_width": 1e-6, "min_height": 1e-6}
    compose = A.Compose(
        [transform for _, transform in steps],
        bbox_params=A.BboxParams("pascal_voc", ["box_ids"], **rules),
        keypoint_params=A.KeypointParams("xy", ["keypoint_ids"]),
        seed=0,
    )
    result = compose(
        image=mask,
        mask=mask,
        bboxes=boxes,
        box_ids=list(range(len(boxes))),
        keypoints=points,
        keypoint_ids=list(range(len(points))),
    )
    return {
        "what": what,
        "steps": [step for step, _ in steps],
        "orientation": orientation,
        "rules": {"min_area": min_area, "min_visibility": min_visibility},
        "input": {"boxes": boxes, "keypoints": points, "unit": keypoints, "mask": packed(mask)},
        "output": {
            "boxes": [[int(i), *map(float, box)] for i, box in zip(result["box_ids"], result["bboxes"])],
            "keypoints": [[int(i), *map(float, p)] for i, p in zip(result["keypoint_ids"], result["keypoints"])],
            "mask": packed(result["mask"]),
        },
    }


def warped(what, step, matrix, size, width, height, min_visibility=0.0, projective=None):
    """A case from Albumentations' functions, for maps that none of its transforms makes.

    `matrix` is between continuous pixels; `projective` the same between pixel centres, where no affine map will do.
    """
    boxes, points, mask = samples(width, height, 2)
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    centers = np.linalg.inv(half) @ matrix @ half
    shape = (height, width)
    normalized = normalize_bboxes(np.array([[*box, i] for i, box in enumerate(boxes)], np.float64), shape)
    indices = np.array([[*point, 0, 0, 1, i] for i, point in enumerate(points)])
    unit = {"x": 1, "y": 1}
    if projective is not None:
        moved = functional.perspective_bboxes(normalized, shape, matrix, width, height, True)
        landed = functional.perspective_keypoints(indices, shape, centers, width, height, True)
        centers = projective
        output = cv2.warpPerspective(mask, centers, size, flags=cv2.INTER_NEAREST, borderValue=255)
    else:
        moved = functional.bboxes_affine(normalized, matrix, "largest_box", shape, cv2.BORDER_CONSTANT, size[::-1])
        landed = functional.keypoints_affine(indices, centers, shape, unit, cv2.BORDER_CONSTANT)
        output = cv2.warpAffine(mask, centers[:2], size, flags=cv2.INTER_NEAREST, borderValue=255)
    frame = {"height": size[1], "width": size[0]}
    kept = filter_bboxes(moved, frame, 0, min_visibility, 1e-6, 1e-6)
    kept = denormalize_bboxes(kept, size[::-1])
    inside = [p for p in landed if 0 <= p[0] < size[0] and 0 <= p[1] < size[1]]
    return {
        "what": what,
        "steps": [step],
        "orientation": 1,
        "rules": {"min_area": 0, "min_visibility": min_visibility},
        "input": {"boxes": boxes, "keypoints": points, "unit": "indices", "mask": packed(mask)},
        "output": {
            "boxes": [[int(row[4]), *map(float, row[:4])] for row in kept],
            "keypoints": [[int(p[5]), float(p[0]), float(p[1])] for p in inside],
            "mask": packed(output),
        },
    }


def flip(axis):
    return {"flip": {"axis": axis}}, A.HorizontalFlip(p=1) if axis == "horizontal" else A.VerticalFlip(p=1)


def crop(x, y, width, height):
    return {"crop": {"x": x, "y": y, "width": width, "height": height}}, A.Crop(x, y, x + width, y + height)


def center_crop(width, height, pad=False):
    step = {"center_crop": {"width": width, "height": height, "pad_if_needed": pad}}
    return step, A.CenterCrop(height, width, pad_if_needed=pad, fill_mask=255)


def pad(width, height, position="center"):
    step = {"pad": {"width": width, "height": height, "position": position}}
    transform = A.PadIfNeeded(height, width, position=position, border_mode=cv2.BORDER_CONSTANT, fill_mask=255)
    return step, transform


def resize(width, height):
    return {"resize": {"width": width, "height": height}}, A.Resize(height, width)


def one_side(name, size):
    transform = A.LongestMaxSize if name == "longest" else A.SmallestMaxSize
    return {f"resize_{name}": {"size": size}}, transform(size)


def rotate(angle):
    options = {"border_mode": cv2.BORDER_CONSTANT, "fill_mask": 255}
    return {"rotate": {"angle": angle}}, A.Rotate((angle, angle), p=1, **options)


def affine(scale=1, moved=(0, 0), rotate=0, shear=(0, 0), size=(60, 40)):
    fractions = [moved[0] / size[0], moved[1] / size[1]]
    step = {"affine": {"scale": scale, "translate": fractions, "rotate": rotate, "shear": list(shear)}}
    transform = A.Affine(
        scale=(scale, scale),
        translate_px={"x": (moved[0],) * 2, "y": (moved[1],) * 2},
        rotate=(rotate, rotate),
        shear={"x": (shear[0],) * 2, "y": (shear[1],) * 2},
        border_mode=cv2.BORDER_CONSTANT,
        fill_mask=255,
        p=1,
    )
    return step, transform


class QuarterTurns(A.RandomRotate90):
    def __init__(self, turns):
        super().__init__(p=1)
        self.turns = turns

    def get_params(self):
        return {"factor": self.turns}


def rotate90(turns):
    return {"rotate90": {"turns": turns}}, QuarterTurns(turns % 4)


def oriented():
    """EXIF orientations as what Albumentations has for them, applied to the stored frame."""
    horizontal, vertical, transpose = A.HorizontalFlip(p=1), A.VerticalFlip(p=1), A.Transpose(p=1)
    recipes = {
        1: [],
        2: [horizontal],
        3: [horizontal, vertical],
        4: [vertical],
        5: [transpose],
        6: [QuarterTurns(3)],
        7: [transpose, QuarterTurns(2)],
        8: [QuarterTurns(1)],
    }
    for orientation, transforms in recipes.items():
        yield case(f"orientation {orientation}", [("orient", A.Sequential(transforms or [A.NoOp()], p=1))], 60, 40, orientation)


def rotation(degrees):
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])


def shift(x, y):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def cases():
    for axis in ("horizontal", "vertical"):
        yield case(f"flip {axis}", [flip(axis)], 60, 40)
    for turns in (-1, 0, 1, 2, 3):
        yield case(f"rotate90 {turns}", [rotate90(turns)], 60, 40)
    yield from oriented()
    for min_area, min_visibility in ((0, 0), (30, 0), (0, 0.5), (60, 0.9), (0, 0.999)):
        rules = {"min_area": min_area, "min_visibility": min_visibility}
        yield case(f"crop {rules}", [crop(11, 7, 30, 21)], 60, 40, **rules)
        yield case(f"center crop {rules}", [center_crop(33, 17)], 60, 40, **rules)
        yield case(f"rotate {rules}", [rotate(33)], 60, 40, **rules)
        yield case(f"crop, then crop {rules}", [crop(11, 7, 40, 30), crop(6, 9, 20, 15)], 60, 40, **rules)
        yield case(f"crop, flip, pad {rules}", [crop(20, 5, 35, 30), flip("horizontal"), pad(50, 50)], 60, 40, **rules)
        chain = [rotate(-20), crop(5, 5, 50, 30), rotate(45), rotate90(1), pad(64, 64, "top_left"), flip("vertical")]
        yield case(f"turns and cuts {rules}", chain, 60, 40, **rules, seed=3)
        small = [crop(3, 2, 50, 36), resize(25, 18), pad(40, 40), resize(160, 160)]
        yield case(f"shrunk before it is enlarged {rules}", small, 60, 40, **rules, keypoints="continuous")
    yield case("center crop with padding", [center_crop(80, 30, True)], 60, 40)
    for position in ("center", "top_left", "top_right", "bottom_left", "bottom_right"):
        yield case(f"pad {position}", [pad(75, 64, position)], 60, 40)
    for size in ((60, 40), (31, 40), (120, 17), (7, 5), (233, 190)):
        yield case(f"resize {size}", [resize(*size)], 60, 40, keypoints="continuous")
    for name in ("longest", "shortest"):
        for size in (20, 80):
            yield case(f"{name} {size}", [one_side(name, size)], 60, 30, keypoints="continuous")
        for size in (20, 47, 90):
            # Albumentations scales keypoints by the ratio before the other side is rounded to whole pixels.
            yield case(f"{name} {size}, rounded", [one_side(name, size)], 60, 37, keypoints=None)
    for angle in (10, -15, 33.3, 45, 90, 180, -77):
        yield case(f"rotate {angle}", [rotate(angle)], 60, 40)
    yield case("affine scale", [affine(1.4)], 60, 40, seed=6)
    yield case("affine translate", [affine(1, (7, -5))], 60, 40)
    yield case("affine", [affine(0.8, (7, -5), 25, (10, -5))], 60, 40)
    yield case("affine, visible", [affine(1.7, (-12, 9), -35, (0, 12))], 60, 40, min_visibility=0.4)
    for angle in (30, -77, 140):
        # The frame of Image.rotate(expand=True).
        corners = np.abs(rotation(angle)[:2, :2]) @ np.array([60, 40]) / 2
        size = [int(np.ceil(n / 2 + c) - np.floor(n / 2 - c)) for n, c in zip((60, 40), corners)]
        matrix = shift(size[0] / 2, size[1] / 2) @ rotation(angle) @ shift(-30, -20)
        step = {"rotate": {"angle": angle, "expand": True}}
        yield warped(f"rotate {angle}, expanded", step, matrix, tuple(size), 60, 40)
    for number, corners in enumerate((
        [[0.125, 0.0625], [0.9375, 0.25], [0.75, 0.875], [0, 1]],
        [[-0.125, 0], [1.1875, -0.25], [1, 1.125], [0.25, 0.8125]],
        [[0.25, 0.25], [0.75, 0.125], [0.75, 0.875], [0.25, 0.75]],
    )):
        source = np.array([[x * 60, y * 40] for x, y in corners], np.float32)
        target = np.array([[0, 0], [60, 0], [60, 40], [0, 40]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, target)
        # Solved anew, as OpenCV's users do: its last digits decide which pixel is the nearest of two.
        centers = cv2.getPerspectiveTransform(source - np.float32(0.5), target - np.float32(0.5))
        step = {"perspective": {"corners": corners}}
        for visible in (0.0, 0.5):
            yield warped(f"perspective {number}, {visible}", step, matrix, (60, 40), 60, 40, visible, projective=centers)


def main():
    for name, pinned in REQUIRED:
        if version(name) != pinned:
            sys.exit(f"Expected {name} {pinned} but found {version(name)}: pip install -r requirements.txt")
    libraries = {name: version(name) for name, _ in REQUIRED}
    text = json.dumps({"libraries": libraries, "cases": list(cases())}, separators=(",", ":"))
    path = here / "goldens.json.gz"
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{text.count('what')} cases, {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
