#!/usr/bin/env python3
"""Makes data set folders in nnU-Net's form from the BraTS 2015 subset.

    python3 docs/experiments/brats/prepare.py SOURCE TARGET        (needs numpy)

SOURCE/train and SOURCE/validation hold one folder per subject with FLAIR, T1c and labels, each a single .nii.gz file. TARGET/train
becomes a data set to take in, TARGET/validation holds the images to segment and their labels.

In these files air is a constant far below 0, another one in each. It becomes 0, as BraTS itself has it, so that cropping finds
the head.
"""

import gzip
import json
import pathlib
import struct
import sys

import numpy

CHANNELS = {"FLAIR": "Flair_subtrMeanDivStd.nii.gz", "T1c": "T1c_subtrMeanDivStd.nii.gz"}
LABELS = "OTMultiClass.nii.gz"
NAMES = ["background", "necrosis", "oedema", "non-enhancing", "enhancing"]
FLOAT32 = 16


def without_air(source):
    """Bytes of the NIfTI file with its commonest value, air, made 0."""
    content = gzip.decompress(source.read_bytes())
    (datatype,) = struct.unpack_from("<h", content, 70)
    if datatype != FLOAT32:
        sys.exit(f"{source}: data type {datatype} is not float32")
    start = int(struct.unpack_from("<f", content, 108)[0])
    voxels = numpy.frombuffer(content, "<f4", offset=start).copy()
    values, counts = numpy.unique(voxels, return_counts=True)
    voxels[voxels == values[counts.argmax()]] = 0
    return content[:start] + voxels.tobytes()


def prepare(source, target):
    if not source.is_dir():
        sys.exit(f"{source}: there is no such folder")
    images, labels = target / "imagesTr", target / "labelsTr"
    images.mkdir(parents=True, exist_ok=True)
    labels.mkdir(exist_ok=True)
    subjects = sorted(path for path in source.iterdir() if path.is_dir())
    for subject in subjects:
        for channel, file in enumerate(CHANNELS.values()):
            image = images / f"{subject.name}_{channel:04d}.nii.gz"
            image.write_bytes(gzip.compress(without_air(subject / file), 6, mtime=0))
        (labels / f"{subject.name}.nii.gz").write_bytes((subject / LABELS).read_bytes())
    description = {
        "channel_names": {str(index): name for index, name in enumerate(CHANNELS)},
        "labels": {name: value for value, name in enumerate(NAMES)},
        "numTraining": len(subjects),
        "file_ending": ".nii.gz",
    }
    (target / "dataset.json").write_text(json.dumps(description, indent=2) + "\n")
    print(f"{target}: {len(subjects)} subjects")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for part in ("train", "validation"):
        prepare(pathlib.Path(sys.argv[1]) / part, pathlib.Path(sys.argv[2]) / part)
