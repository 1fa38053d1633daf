"""Albumentations' add_noise, given the noise of a key. It has no 16 bits; there NumPy does the same."""

import numpy as np
from albumentations.augmentations.pixel.functional import add_noise

from case import Case, gradient, noise
from philox import normal

STRENGTHS = ((0, 0), (0.2, 0), (-0.15, 0), (0, 0.05), (0, 0.2), (0, 1), (0.1, 0.44), (-0.3, 0.3))
TOP = {"uint8": 255, "uint16": 65535, "float32": 1}


def noisy(pixels, mean, std, key, shared=False):
    colors = pixels[..., :3] if pixels.ndim == 3 else pixels
    shape = pixels.shape[:2] if shared else colors.shape
    field = (mean + std * normal(key, shape)).astype(np.float32) * np.float32(TOP[pixels.dtype.name])
    if shared and pixels.ndim == 3:
        field = np.broadcast_to(field[..., None], colors.shape)
    output = pixels.copy()
    if pixels.dtype == np.uint16:
        output[...] = np.clip(colors + np.trunc(field), 0, 65535)
    else:
        output[..., : colors.shape[-1]] = add_noise(colors, field)
    return output


def cases():
    for key, (mean, std) in enumerate(STRENGTHS):
        seed = key * 0x1F2E3D4C
        parameters = {"mean": mean, "std": std, "key": seed}
        reference = f"albumentations add_noise(x, ({mean} + {std} · normal numbers of key {seed}) · full range)"
        for pixels in (noise(9, 13), noise(5, 6, 3), gradient(7, 9, 4), noise(5, 6, 3, "uint16")):
            yield Case(parameters, pixels, noisy(pixels, mean, std, seed), reference)
        floats = np.abs(noise(5, 6, 3, "float32"))
        yield Case(parameters, floats, noisy(floats, mean, std, seed), reference, "relative")
        pixels = gradient(6, 7, 3)
        shared = {**parameters, "per_channel": False}
        yield Case(shared, pixels, noisy(pixels, mean, std, seed, True), f"{reference}, shared by the channels")
    # More pixels than are drawn for at a time.
    pixels = np.full((70, 71), 120, np.uint8)
    output = noisy(pixels, 0, 0.1, 5)
    yield Case({"std": 0.1, "key": 5}, pixels, output, "albumentations add_noise(x, 0.1 · normal numbers of key 5 · 255)")
