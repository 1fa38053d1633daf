"""Milliseconds that Pillow and OpenCV, on one thread, take: `jpeg.py decode|encode FILE REPETITIONS`."""

import io
import json
import sys
import time

import cv2
import numpy as np
from PIL import Image

action, path, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3])
cv2.setNumThreads(1)
with open(path, "rb") as file:
    coded = file.read()
array = np.frombuffer(coded, np.uint8)
image = Image.open(io.BytesIO(coded)).convert("RGB")
pixels = cv2.imdecode(array, cv2.IMREAD_COLOR)
works = {
    "decode": {
        "Pillow": lambda: Image.open(io.BytesIO(coded)).load(),
        "OpenCV": lambda: cv2.imdecode(array, cv2.IMREAD_COLOR),
    },
    "encode": {
        "Pillow": lambda: image.save(io.BytesIO(), "JPEG", quality=90),
        "OpenCV": lambda: cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90]),
    },
}


def milliseconds(work):
    start = time.perf_counter()
    for _ in range(repetitions):
        work()
    return (time.perf_counter() - start) / repetitions * 1000


print(json.dumps({name: milliseconds(work) for name, work in works[action].items()}))
