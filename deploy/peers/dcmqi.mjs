// Reads a DICOM SEG with dcmqi (npm @itk-wasm/dicom): labels as raw numbers into a file, their grid as JSON on the last line.
// node dcmqi.mjs NPM_FOLDER SEG.dcm OUT.raw
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [npm, seg, out] = process.argv.slice(2)
const entry = resolve(npm, 'node_modules/@itk-wasm/dicom/dist/index-node.js')
const { readSegmentationNode } = await import(pathToFileURL(entry).href)
const { segImage } = await readSegmentationNode(seg)
const type = { uint8: 'u1', uint16: '<u2', int16: '<i2' }[segImage.imageType.componentType]
writeFileSync(out, Buffer.from(segImage.data.buffer, segImage.data.byteOffset, segImage.data.byteLength))
const { size, spacing, origin, direction } = segImage
console.log(JSON.stringify({ type, size, spacing, origin, direction: Array.from(direction) }))
