"""albumentations.Normalize, and torchvision's two steps."""

import albumentations as A
import numpy as np
import torch
from torchvision.transforms.v2 import functional as F

from case import Case, noise
from torched import on_tensor

SETS = {
    "imagenet": ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    "clip": ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)),
    "inception": ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
    "cifar10": ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
    "mnist": ((0.1307, 0.1307, 0.1307), (0.3081, 0.3081, 0.3081)),
    "zero_one": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
}


def albumentations(pixels, mean, std, top, written):
    transform = A.Normalize(mean=mean, std=std, max_pixel_value=top)
    output = transform(image=pixels)["image"].astype(np.float32)
    return Case(written, pixels, output, f"A.Normalize({mean}, {std}, {top})", "relative")


def torchvision(pixels, mean, std, written):
    output = on_tensor(lambda x: F.normalize(F.to_dtype(x, torch.float32, scale=True), mean, std), pixels)
    return Case(written, pixels, output, "F.normalize(F.to_dtype(tensor, float32, scale=True), mean, std)", "relative")


def cases():
    for name, (mean, std) in SETS.items():
        written = {} if name == "imagenet" else {"mean": name, "std": name}
        yield albumentations(noise(5, 7, 3), mean, std, 255.0, written)
        yield torchvision(noise(6, 4, 3), mean, std, written)
    mean, std = SETS["imagenet"]
    yield albumentations(noise(5, 7, 3, "uint16"), mean, std, 65535.0, {"max_pixel_value": 65535})
    yield albumentations(noise(5, 7, 3, "float32"), mean, std, 1.0, {"max_pixel_value": 1})
    one = {"mean": "mnist", "std": "mnist"}
    yield albumentations(noise(5, 7), 0.1307, 0.3081, 255.0, one)
    yield albumentations(noise(1, 1), 0.1307, 0.3081, 255.0, one)
    yield torchvision(noise(1, 1, 4), (0.1, 0.2, 0.3, 0.4), (0.5, 0.6, 0.7, 0.8), {
        "mean": [0.1, 0.2, 0.3, 0.4],
        "std": [0.5, 0.6, 0.7, 0.8],
    })
