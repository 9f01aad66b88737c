# Times surface_distance on two label maps: peer.py FOLDER D H W MM MM MM CLASSES
import sys
import time

import numpy
import surface_distance

folder = sys.argv[1]
size = tuple(int(n) for n in sys.argv[2:5])
spacing = tuple(float(mm) for mm in sys.argv[5:8])
classes = int(sys.argv[8])
truth, prediction = (numpy.fromfile(f"{folder}/{name}", "<i2").reshape(size) for name in ("truth", "prediction"))

start = time.perf_counter()
dice, nsd = [], []
for label in range(1, classes + 1):
    a, b = truth == label, prediction == label
    distances = surface_distance.compute_surface_distances(a, b, spacing)
    dice.append(surface_distance.compute_dice_coefficient(a, b))
    nsd.append(surface_distance.compute_surface_dice_at_tolerance(distances, 1.0))
    surface_distance.compute_robust_hausdorff(distances, 95)
print(time.perf_counter() - start, numpy.mean(dice), numpy.mean(nsd))
