"""What a user of OpenCV would write, one process per core: `opencv.py WORK INPUT OUTPUT`."""

import os
import sys
from multiprocessing import Pool

import cv2
import numpy as np

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def arrays(source, target):
    image = cv2.cvtColor(cv2.imread(source), cv2.COLOR_BGR2RGB)
    image = cv2.resize(image, (224, 224))
    image = cv2.GaussianBlur(image, (5, 5), 0)
    values = (image.astype(np.float32) / 255 - MEAN) / STD
    np.save(target + ".npy", np.ascontiguousarray(values.transpose(2, 0, 1)))


def letterbox(source, target):
    image = cv2.imread(source)
    height, width = image.shape[:2]
    scale = 640 / max(width, height)
    size = round(width * scale), round(height * scale)
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    left, top = (640 - size[0]) // 2, (640 - size[1]) // 2
    right, bottom = 640 - size[0] - left, 640 - size[1] - top
    image = cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(114, 114, 114))
    cv2.imwrite(target + ".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])


def develop(job):
    work, source, target = job
    {"arrays": arrays, "letterbox": letterbox}[work](source, target)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    work, source, target = sys.argv[1:]
    jobs = [(work, os.path.join(source, n), os.path.join(target, os.path.splitext(n)[0])) for n in os.listdir(source)]
    with Pool() as pool:
        pool.map(develop, jobs, chunksize=4)
