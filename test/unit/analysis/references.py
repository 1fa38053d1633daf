"""Writes references.json.gz: sharpness by OpenCV and perceptual hashes by ImageHash, for sharpness.test.ts and
perceptual-hash.test.ts.

    python -m pip install -r test/parity/requirements.txt ImageHash==4.3.2
    python test/unit/analysis/references.py
"""

import base64
import gzip
import json
import sys
from pathlib import Path

import cv2
import imagehash
import numpy as np
from PIL import Image

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[2] / "parity"))

from case import gradient, noise  # noqa: E402

SIZES = ((1, 1), (1, 7), (5, 1), (2, 2), (23, 20))


def sharpness(pixels):
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    return float(cv2.Laplacian(gray, cv2.CV_64F if gray.dtype != np.float32 else cv2.CV_32F).astype(np.float64).var())


def waves(height, width, channels):
    """Smooth and uneven: what a hash tells apart."""
    y, x = np.mgrid[0:height, 0:width]
    layers = [np.sin(x / (3 + c) + c) + np.cos(y / (4 + c)) + np.sin((x + y) / 11) for c in range(channels)]
    pixels = np.stack(layers, axis=-1) * 40 + 127
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8).squeeze()


def cases():
    for height, width in SIZES:
        for channels in (1, 3):
            for dtype in ("uint8", "uint16", "float32"):
                for pixels in (noise(height, width, channels, dtype), gradient(height, width, channels, dtype)):
                    yield pixels, {"sharpness": sharpness(pixels)}
    for height, width in ((32, 32), (50, 41), (20, 90), (8, 8)):
        for channels in (1, 3):
            for pixels in (waves(height, width, channels), noise(height, width, channels)):
                yield pixels, {"hash": str(imagehash.phash(Image.fromarray(pixels)))}


def main():
    stored = [
        {
            "dtype": pixels.dtype.name,
            "shape": list(pixels.shape),
            "data": base64.b64encode(np.ascontiguousarray(pixels).tobytes()).decode(),
            **expected,
        }
        for pixels, expected in cases()
    ]
    text = json.dumps(stored, separators=(",", ":"))
    Path(__file__).with_suffix(".json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
