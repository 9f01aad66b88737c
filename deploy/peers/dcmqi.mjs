// Reads DICOM SEGs with dcmqi (npm @itk-wasm/dicom): the labels of each as raw numbers into SEG.raw beside it, and a line of JSON that says
// on what grid. node dcmqi.mjs NPM_FOLDER SEG.dcm ...
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [npm, ...segs] = process.argv.slice(2)
const entry = resolve(npm, 'node_modules/@itk-wasm/dicom/dist/index-node.js')
const { readSegmentationNode } = await import(pathToFileURL(entry).href)
for (const seg of segs) {
    const { segImage } = await readSegmentationNode(seg)
    const type = { uint8: 'u1', uint16: '<u2', int16: '<i2' }[segImage.imageType.componentType]
    writeFileSync(seg + '.raw', Buffer.from(segImage.data.buffer, segImage.data.byteOffset, segImage.data.byteLength))
    const { size, spacing, origin, direction } = segImage
    console.log('grid ' + JSON.stringify({ seg, type, size, spacing, origin, direction: Array.from(direction) }))
}
