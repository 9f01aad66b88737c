#!/bin/sh
# Trains one variant, segments the validation subjects with it and scores them. The stack is up, the data set taken in.
#
#   DATA=brats-data OUT=brats-out docs/experiments/brats/run.sh NAME PLAN.json RECIPE.json
#
# DATA is what prepare.py made, OUT takes NAME/train.log, segmentations and scores; STACK is the stack's folder (.e2enet),
# ENGINE what makes the steps (torch, as in brats.md's first tables; sparse).
set -eu
if [ $# -ne 3 ]; then
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
name=$1 plan=$2 recipe=$3
stack=${STACK:-.e2enet} out=$OUT/$name images=$DATA/validation/imagesTr labels=$DATA/validation/labelsTr
e2enet=${E2ENET:-./e2enet}
mkdir -p "$out"

$e2enet costs --plan "$plan" --json >"$out/costs.json"
$e2enet train --data "$stack" --engine "${ENGINE:-torch}" --dataset brats --plan "$plan" --recipe "$recipe" --promote "brats-$name" >"$out/train.log"
set --
for label in "$labels"/*.nii.gz; do
  subject=$(basename "$label" .nii.gz)
  set -- "$@" "$images/${subject}_0000.nii.gz,$images/${subject}_0001.nii.gz"
done
$e2enet predict "$@" --data "$stack" --model "brats-$name" --out "$out" --json >"$out/predict.json"
for label in "$labels"/*.nii.gz; do
  subject=$(basename "$label" .nii.gz)
  $e2enet score --truth "$label" --prediction "$out/${subject}_0000-segmentation.nii.gz" --labels 1,2,3,4 \
    --regions whole-tumour=1+2+3+4 --json >"$out/$subject.json"
done
