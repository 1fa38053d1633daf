"""Writes quality.json.gz: CleanVision's figures of images, for quality.test.ts, with NumPy and Pillow in the formulas of
cleanvision/issue_managers/image_property.py, version 0.3.6.

    python -m pip install numpy==2.4.6 pillow==13.0.0
    python test/unit/analysis/quality.py
"""

import base64
import gzip
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageStat

PERCENTILES = (1, 5, 50, 95, 99)


def brightness(pixels):
    if pixels.ndim == 2:
        return pixels / 255.0
    r, g, b = (pixels[..., channel].astype(int) for channel in range(3))
    return np.sqrt(0.241 * (r * r) + 0.691 * (g * g) + 0.068 * (b * b)) / 255


def blur(image):
    ratio = max(image.width, image.height) / 64
    if ratio > 1:
        image = image.resize((max(int(image.width // ratio), 1), max(int(image.height // ratio), 1)))
    gray = image.convert("L")
    edges = np.sqrt(ImageStat.Stat(gray.filter(ImageFilter.FIND_EDGES)).var[0])
    spread = 1 - np.exp(-0.01 * np.std(gray.histogram()))
    return float(min(1 - np.exp(-0.01 * edges) + (spread if spread > 0.18 else 0), 1))


def expected(pixels):
    image = Image.fromarray(pixels)
    mean = np.array([[np.mean(pixels, axis=(0, 1))]]) if pixels.ndim == 3 else np.array([[np.mean(pixels)]])
    if pixels.ndim == 3:
        r, g, b = mean[0, 0]
        average = float(np.sqrt(0.241 * r * r + 0.691 * g * g + 0.068 * b * b) / 255)
    else:
        average = float(mean[0, 0] / 255)
    return {
        "mean": average,
        "percentiles": [float(value) for value in np.percentile(brightness(pixels), PERCENTILES)],
        "entropy": image.entropy(),
        "blur": blur(image),
    }


def cases():
    random = np.random.default_rng(7)
    for height, width in ((1, 1), (2, 5), (40, 64), (97, 61), (150, 200), (201, 333)):
        for channels in (1, 3):
            shape = (height, width, channels) if channels == 3 else (height, width)
            y, x = np.mgrid[0:height, 0:width]
            soft = 127 + 60 * np.sin(x / 23) + 60 * np.cos(y / 31)
            layers = np.stack([soft, soft[::-1], soft[:, ::-1]], axis=-1) if channels == 3 else soft
            yield np.clip(np.rint(layers), 0, 255).astype(np.uint8)
            if height <= 64:
                yield random.integers(0, 256, shape, dtype=np.uint8)
                yield random.integers(0, 40, shape, dtype=np.uint8)
            yield np.full(shape, 250, dtype=np.uint8)
            blocks = random.integers(0, 256, (-(-height // 16), -(-width // 16), *shape[2:]), dtype=np.uint8)
            yield np.repeat(np.repeat(blocks, 16, 0), 16, 1)[:height, :width]


def main():
    stored = [
        {
            "dtype": "uint8",
            "shape": list(pixels.shape),
            "data": base64.b64encode(np.ascontiguousarray(pixels).tobytes()).decode(),
            **expected(pixels),
        }
        for pixels in cases()
    ]
    path = Path(__file__).with_name("quality.json.gz")
    path.write_bytes(gzip.compress(json.dumps(stored).encode(), mtime=0))
    print(f"{len(stored)} cases")


if __name__ == "__main__":
    main()
