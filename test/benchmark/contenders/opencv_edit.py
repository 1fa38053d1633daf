"""The steps of the preview's benchmark in OpenCV, for a user who reruns a notebook cell.

Reads lines of JSON {"case": name, "value": number} and answers with the milliseconds of the edited step with what
comes after it, and of all steps from the decoded image on; both with the picture that is looked at.
"""

import json
import sys
import time

import cv2
import numpy as np

PICTURE = (1280, 960)
MEAN = np.array([0.485, 0.456, 0.406], np.float32)


def brightness(image, value):
    return cv2.convertScaleAbs(image, alpha=1.1, beta=value * 255)


def blur(image, value=0):
    return cv2.GaussianBlur(image, (5, 5), value)


def shrink(image):
    scale = 2048 / max(image.shape[:2])
    return cv2.resize(image, None, fx=scale, fy=scale)


def normalize(image, value):
    return (image.astype(np.float32) / 255 - MEAN) / np.float32(value)


def levels(image):
    if image.dtype == np.uint8:
        return image
    return cv2.convertScaleAbs(image, alpha=127.5 / np.abs(image).max(), beta=127.5)


CASES = {
    "shrunk": ([shrink, blur], brightness),
    "brightness": ([blur], brightness),
    "blur": ([], blur),
    "normalize": ([blur], normalize),
}


def picture(image):
    return levels(cv2.resize(image, PICTURE, interpolation=cv2.INTER_AREA))


source = cv2.cvtColor(cv2.imread(sys.argv[1]), cv2.COLOR_BGR2RGB)
for line in sys.stdin:
    request = json.loads(line)
    earlier, edited = CASES[request["case"]]
    start = time.perf_counter()
    image = source
    for step in earlier:
        image = step(image)
    before_edit = time.perf_counter()
    picture(edited(image, request["value"]))
    end = time.perf_counter()
    answer = {"edited": (end - before_edit) * 1000, "all": (end - start) * 1000}
    print(json.dumps(answer), flush=True)
