"""What a user of OpenCV would write: orient (imread does it), resize, blur, normalize, NPY; one process per core."""

import os
import sys
from multiprocessing import Pool

import cv2
import numpy as np

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def develop(job):
    source, target = job
    image = cv2.cvtColor(cv2.imread(source), cv2.COLOR_BGR2RGB)
    image = cv2.resize(image, (224, 224))
    image = cv2.GaussianBlur(image, (5, 5), 0)
    values = (image.astype(np.float32) / 255 - MEAN) / STD
    np.save(target, np.ascontiguousarray(values.transpose(2, 0, 1)))


if __name__ == "__main__":
    cv2.setNumThreads(1)
    source, target = sys.argv[1:]
    jobs = [(os.path.join(source, n), os.path.join(target, os.path.splitext(n)[0] + ".npy")) for n in os.listdir(source)]
    with Pool() as pool:
        pool.map(develop, jobs, chunksize=8)
