"""The draws of a key: Philox 4×32 with ten rounds (Salmon et al., 2011), written apart from the extension's own."""

from statistics import NormalDist

import numpy as np

LOW = 0xFFFFFFFF


def block(counter: int, key: int) -> list[int]:
    a, b, c, d = counter, 0, 0, 0
    k, l = key, 0
    for _ in range(10):
        first, second = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (second >> 32) ^ b ^ k, second & LOW, (first >> 32) ^ d ^ l, first & LOW
        k, l = (k + 0x9E3779B9) & LOW, (l + 0xBB67AE85) & LOW
    return [a, b, c, d]


def draws(key: int, count: int) -> list[int]:
    return [draw for counter in range(-(-count // 4)) for draw in block(counter, key)][:count]


def normal(key: int, shape: tuple[int, ...]) -> np.ndarray:
    """Normal numbers in double: the quantile of each draw."""
    quantile = NormalDist().inv_cdf
    return np.array([quantile((draw + 0.5) / 2**32) for draw in draws(key, int(np.prod(shape)))]).reshape(shape)
