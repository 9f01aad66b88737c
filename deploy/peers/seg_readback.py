#!/usr/bin/python3
"""Segmentations read back by others: pydicom and dcmqi against the NIfTI of the same prediction.

Makes 48 series from a sample scan (4 patient positions x 3 planes x uncompressed, RLE, JPEG 2000, JPEG lossless), lets
'./e2enet predict FOLDER --as seg,nifti' segment them all in one call, and counts the voxels in which what a peer reads of the SEG
differs from the NIfTI, each at its place in the patient. Exit status 1 if one does.

    apt-get install python3-pydicom python3-numpy libgdcm-tools nodejs npm
    npm install --prefix /tmp/peers @itk-wasm/dicom
    deploy/peers/seg_readback.py --weights model.safetensors [--npm /tmp/peers] [--work DIR]

SegReadbackPeersIT (mvnw verify -Ppeers) runs it, with a model of its own.

The model may be any with one input channel ('./e2enet export --format safetensors'): what it finds does not matter, as long as it
finds something.
"""
import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

HOME = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = HOME / "samples/hemispheres/imagesTs/right_mirrored_0000.nii.gz"
POSITIONS = {"HFS": (1, 1, 1), "HFP": (-1, -1, 1), "FFS": (-1, 1, -1), "FFP": (1, -1, -1)}
PLANES = {"axial": ((1, 0, 0), (0, 1, 0)), "coronal": ((1, 0, 0), (0, 0, -1)), "sagittal": ((0, 1, 0), (0, 0, -1))}
CODINGS = {"plain": None, "rle": "--rle", "j2k": "--j2k", "jpeg": "--jpeg"}
SPACING = (1.5, 1.25, 2.0)  # rows, columns, slices


def nifti(path):
    """Array [k][j][i] and affine of a NIfTI-1 file with an sform."""
    data = gzip.open(path).read()
    order = "<" if int.from_bytes(data[:4], "little") == 348 else ">"
    dim = np.frombuffer(data, order + "i2", 8, 40)
    kind = {2: "u1", 4: "i2", 16: "f4"}[int(np.frombuffer(data, order + "i2", 1, 70)[0])]
    offset = int(np.frombuffer(data, order + "f4", 1, 108)[0])
    rows = np.frombuffer(data, order + "f4", 12, 280).reshape(3, 4).astype(float)
    voxels = np.frombuffer(data, order + kind, int(dim[1]) * int(dim[2]) * int(dim[3]), offset)
    return voxels.reshape(dim[3], dim[2], dim[1]), np.vstack([rows, [0, 0, 0, 1]])


def write_series(folder, volume, number, position, plane):
    row, column = (np.array(v) * POSITIONS[position] for v in PLANES[plane])
    normal = np.cross(row, column)
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    for k, pixels in enumerate(volume):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
        meta.MediaStorageSOPInstanceUID = generate_uid()
        ds = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
        ds.is_little_endian, ds.is_implicit_VR = True, False
        ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = study, series, frame
        ds.Modality, ds.PatientID, ds.PatientName, ds.PatientPosition = "MR", "peer", "Peer", position
        ds.PatientBirthDate, ds.PatientSex, ds.StudyDate, ds.StudyTime = "", "", "20260101", "120000"
        ds.StudyID, ds.AccessionNumber, ds.ReferringPhysicianName, ds.PositionReferenceIndicator = "1", "", "", ""
        ds.SeriesNumber, ds.InstanceNumber = number, k + 1
        place = np.array([-31.25, 17.5, -40]) + normal * SPACING[2] * k
        ds.ImagePositionPatient = [f"{x:.6f}" for x in place]
        ds.ImageOrientationPatient = [str(int(x)) for x in (*row, *column)]
        ds.PixelSpacing = [SPACING[0], SPACING[1]]
        ds.SliceThickness = SPACING[2]
        ds.Rows, ds.Columns = pixels.shape
        ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
        ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 0
        ds.PixelData = np.ascontiguousarray(pixels, "<u2").tobytes()
        ds.save_as(folder / f"IM-{number:02d}-{k:03d}.dcm", write_like_original=False)


def make(folder):
    voxels, _ = nifti(SAMPLE)
    volume = voxels[10:46, 8:64, 6:46]
    volume = np.round((volume - volume.min()) * (3000.0 / (volume.max() - volume.min()))).astype("u2")
    turned = {"axial": volume, "coronal": volume.transpose(1, 0, 2), "sagittal": volume.transpose(2, 0, 1)}
    names, number = {}, 0
    for position in POSITIONS:
        for plane in PLANES:
            for coding, option in CODINGS.items():
                number += 1
                names[number] = f"{position} {plane} {coding}"
                plain = pathlib.Path(tempfile.mkdtemp()) if option else folder
                write_series(plain, turned[plane], number, position, plane)
                if option:
                    for file in plain.iterdir():
                        subprocess.run(["gdcmconv", option, "-i", file, "-o", folder / file.name], check=True)
    return names


def differing(places, values, labels, affine):
    """Voxels of a peer (LPS places, values) against labels: those that differ, and labels that the peer has nowhere."""
    index = (np.linalg.inv(affine) @ np.vstack([places * [[-1], [-1], [1]], np.ones(places.shape[1])]))[:3]
    whole = np.rint(index).astype(int)
    if np.abs(index - whole).max() > 0.02:
        return -1
    i, j, k = whole
    seen = np.zeros(labels.shape, labels.dtype)
    seen[k, j, i] = values
    return int((seen != labels).sum())


def by_pydicom(path):
    seg = pydicom.dcmread(path)
    shared = seg.SharedFunctionalGroupsSequence[0]
    row, column = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float).reshape(2, 3)
    dy, dx = map(float, shared.PixelMeasuresSequence[0].PixelSpacing)
    frames = seg.pixel_array.reshape(-1, seg.Rows, seg.Columns)
    places, values = [], []
    j, i = np.mgrid[0 : seg.Rows, 0 : seg.Columns]
    for frame, group in zip(frames, seg.PerFrameFunctionalGroupsSequence):
        origin = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        inside = frame > 0
        at = origin[:, None] + row[:, None] * dx * i[inside] + column[:, None] * dy * j[inside]
        places.append(at)
        values.append(np.full(at.shape[1], group.SegmentIdentificationSequence[0].ReferencedSegmentNumber))
    return np.hstack(places), np.concatenate(values)


def grids_by_dcmqi(paths, npm):
    """Of each SEG, what dcmqi makes of it; its labels lie beside it."""
    script = pathlib.Path(__file__).with_name("dcmqi.mjs")
    told = subprocess.run(["node", script, npm, *paths], check=True, capture_output=True, text=True).stdout
    lines = [line[5:] for line in told.splitlines() if line.startswith("grid ")]
    return {image["seg"]: image for image in map(json.loads, lines)}


def by_dcmqi(image):
    size, spacing = image["size"], np.array(image["spacing"])
    direction = np.array(image["direction"]).reshape(3, 3)
    voxels = np.frombuffer(pathlib.Path(image["seg"] + ".raw").read_bytes(), image["type"]).reshape(size[::-1])
    k, j, i = np.nonzero(voxels)
    places = np.array(image["origin"])[:, None] + direction @ (spacing[:, None] * np.array([i, j, k]))
    return places, voxels[k, j, i]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weights", required=True)
    options.add_argument("--npm", help="folder with node_modules/@itk-wasm/dicom; left out, dcmqi is not asked")
    options.add_argument("--program", default=HOME / "e2enet", help="the command line, ./e2enet by default")
    options.add_argument("--work", default=tempfile.mkdtemp())
    chosen = options.parse_args()
    work = pathlib.Path(chosen.work)
    series, out = work / "series", work / "out"
    series.mkdir(parents=True)
    names = make(series)
    call = [chosen.program, "predict", series, "--weights", chosen.weights, "--out", out, "--as", "seg,nifti", "--json"]
    answers = json.loads(subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout)
    bad = len(answers) != len(names)
    pairs = [sorted(answer["files"], key=lambda name: not name.endswith(".dcm")) for answer in answers]
    grids = grids_by_dcmqi([seg for seg, _ in pairs], chosen.npm) if chosen.npm else {}
    for seg, scan in pairs:
        labels, affine = nifti(scan)
        number = int(pydicom.dcmread(seg, stop_before_pixels=True).SeriesNumber) - 4000
        found = int((labels > 0).sum())
        counts = {"pydicom": differing(*by_pydicom(seg), labels, affine)}
        if chosen.npm:
            counts["dcmqi"] = differing(*by_dcmqi(grids[seg]), labels, affine)
        bad |= any(counts.values()) or found == 0
        told = ", ".join(f"{peer} {count}" for peer, count in counts.items())
        print(f"{names[number]:24} {found:7d} voxels labelled, differing: {told}")
    print(f"{len(answers)} series,", "differences" if bad else "0 voxels differ")
    sys.exit(bad)


if __name__ == "__main__":
    main()
