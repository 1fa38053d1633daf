"""Albumentations' apply_salt_and_pepper and its numbers of pixels, which ones chosen by selection sampling."""

import numpy as np
from albumentations.augmentations.pixel.functional import apply_salt_and_pepper

from case import Case, gradient, noise
from philox import draws

AMOUNTS = ((0, 0.5), (0.05, 0.5), (0.3, 0.4), (0.3, 1), (0.3, 0), (0.77, 0.61), (1, 0.5))


def masks(shape, amount, ratio, key):
    area = shape[0] * shape[1]
    changed = int(area * amount)
    salt_left = int(changed * ratio)
    pepper_left = changed - salt_left
    salt, pepper = np.zeros(area, bool), np.zeros(area, bool)
    for place, draw in enumerate(draws(key, area)):
        rank = draw / 2**32 * (area - place)
        if rank < salt_left:
            salt[place] = True
            salt_left -= 1
        elif rank < salt_left + pepper_left:
            pepper[place] = True
            pepper_left -= 1
    return salt.reshape(shape), pepper.reshape(shape)


def peppered(pixels, amount, ratio, key):
    colors = pixels[..., :3] if pixels.ndim == 3 else pixels
    output = pixels.copy()
    output[..., : colors.shape[-1]] = apply_salt_and_pepper(colors, *masks(pixels.shape[:2], amount, ratio, key))
    return output


def cases():
    for index, (amount, ratio) in enumerate(AMOUNTS):
        key = index * 0x2B3C4D5E & 0xFFFFFFFF
        parameters = {"amount": amount, "salt_vs_pepper": ratio, "key": key}
        reference = f"albumentations apply_salt_and_pepper, amount {amount}, ratio {ratio}, draws of key {key}"
        inputs = (noise(9, 13), noise(5, 6, 3), gradient(7, 9, 4), noise(5, 6, 3, "uint16"), noise(4, 4, 3, "float32"))
        for pixels in inputs:
            yield Case(parameters, pixels, peppered(pixels, amount, ratio, key), reference)
    pixels = np.full((70, 71), 120, np.uint8)
    yield Case({"key": 5}, pixels, peppered(pixels, 0.05, 0.5, 5), "albumentations apply_salt_and_pepper, key 5")
