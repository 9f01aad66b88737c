#!/usr/bin/python3
"""Makes the sample scans of this folder from Debian's `mricron-data`.

    apt-get install mricron-data python3-nibabel python3-numpy
    /usr/bin/python3 samples/make-samples.py

The Colin27 T1 average (`ch2`) and the AAL atlas lie on the same 1 mm grid. Both are averaged over blocks of 3x3x3
voxels, cut at the mid-sagittal plane, and AAL's parcels are merged into eight regions. The left hemisphere becomes
the training case. The right one is mirrored to the left and becomes the held-out case: anatomy that training never
saw. Its file is stored with the first axis running the other way, so that reading it needs orientation.
"""

import gzip
import json
import pathlib

import nibabel
import numpy

TEMPLATES = pathlib.Path("/usr/share/mricron/templates")
OUT = pathlib.Path(__file__).resolve().parent / "hemispheres"
BLOCK = 3

# AAL codes (column 1 of aal.nii.txt) of the left parcels; the right ones are one higher.
REGIONS = {
    "frontal": [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27],
    "parietal": [57, 59, 61, 63, 65, 67, 69],
    "temporal": [79, 81, 83, 85, 87, 89],
    "occipital": [43, 45, 47, 49, 51, 53, 55],
    "cingulate-insula": [29, 31, 33, 35],
    "mesial-temporal": [37, 39, 41],
    "basal-ganglia-thalamus": [71, 73, 75, 77],
    "cerebellum": [91, 93, 95, 97, 99, 101, 103, 105, 107],
}
VERMIS = range(109, 117)


def merged(aal):
    """AAL codes to 1..8 in the order of REGIONS, 0 elsewhere."""
    table = numpy.zeros(int(aal.max()) + 1, numpy.uint8)
    for label, lefts in enumerate(REGIONS.values(), start=1):
        for left in lefts:
            table[[left, left + 1]] = label
    table[list(VERMIS)] = list(REGIONS).index("cerebellum") + 1
    return table[aal.astype(int)]


def blocks(array):
    """Mean over blocks of BLOCK^3 voxels."""
    i, j, k = (extent // BLOCK for extent in array.shape)
    trimmed = array[: i * BLOCK, : j * BLOCK, : k * BLOCK]
    return trimmed.reshape(i, BLOCK, j, BLOCK, k, BLOCK).mean(axis=(1, 3, 5))


def majority(labels):
    """The label that fills most of each block."""
    shares = [blocks((labels == value).astype(numpy.float32)) for value in range(len(REGIONS) + 1)]
    return numpy.argmax(shares, axis=0).astype(numpy.uint8)


def save(array, affine, path):
    image = nibabel.Nifti1Image(array, affine)
    image.header.set_xyzt_units("mm")
    image.set_sform(affine, code=4)
    image.set_qform(affine, code=4)
    path.parent.mkdir(parents=True, exist_ok=True)
    # No file name and no time inside the gzip header: the same bytes on every run.
    path.write_bytes(gzip.compress(image.to_bytes(), compresslevel=9, mtime=0))


def main():
    scan = nibabel.load(TEMPLATES / "ch2.nii.gz")
    aal = nibabel.load(TEMPLATES / "aal.nii.gz")
    assert scan.shape == aal.shape and numpy.abs(scan.affine - aal.affine).max() < 1.01
    intensity = numpy.asanyarray(scan.dataobj).astype(numpy.float32)
    labels = merged(numpy.asanyarray(aal.dataobj))
    middle = intensity.shape[0] // 2  # the slice x = 0, part of neither hemisphere

    left = slice(0, middle)
    right_mirrored = slice(intensity.shape[0] - 1, middle, -1)
    affine = numpy.diag([BLOCK, BLOCK, BLOCK, 1.0])
    # Centre of the first block, in the template's millimetres.
    affine[:3, 3] = scan.affine[:3, 3] + (BLOCK - 1) / 2
    affine_reversed = affine.copy()
    affine_reversed[0, 0] = -BLOCK
    affine_reversed[0, 3] = affine[0, 3] + BLOCK * (middle // BLOCK - 1)

    for name, half, subset, reverse in (("left", left, "Tr", False), ("right_mirrored", right_mirrored, "Ts", True)):
        image = numpy.rint(blocks(intensity[half])).astype(numpy.uint8)
        truth = majority(labels[half])
        if reverse:
            image, truth = image[::-1], truth[::-1]
        chosen = affine_reversed if reverse else affine
        save(numpy.ascontiguousarray(image), chosen, OUT / f"images{subset}" / f"{name}_0000.nii.gz")
        save(numpy.ascontiguousarray(truth), chosen, OUT / f"labels{subset}" / f"{name}.nii.gz")
        print(name, image.shape, {r: int((truth == v).sum()) for v, r in enumerate(REGIONS, 1)})

    (OUT / "dataset.json").write_text(json.dumps({
        "name": "hemispheres",
        "channel_names": {"0": "T1"},
        "labels": {"background": 0, **{region: value for value, region in enumerate(REGIONS, start=1)}},
        "numTraining": 1,
        "file_ending": ".nii.gz",
    }, indent=2) + "\n")


if __name__ == "__main__":
    main()
