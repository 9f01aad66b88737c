/** Which of many files are one scan: headers with their voxels, and channels. */
import { Mismatch } from './folders.js';

const VOXELS = /\.(img|raw|zraw)(\.gz)?$/i;
const HEADER = /\.(hdr|mhd|nhdr)(\.gz)?$/i;
const CHANNEL = /^(.*)_(\d{4})(\.[^_]*)$/;

/**
 * @param {File[]} files
 * @param {number} channels of the data set
 * @returns {File[][]} scan by scan: its files, channels in order, voxels after their header
 */
export function scansOf(files, channels) {
  const sorted = files.filter(file => !file.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const images = paired(sorted);
  if (channels === 1) return images;
  const byCase = cases(images);
  for (const [name, parts] of byCase) {
    if (parts.length !== channels && !(parts.length === 1 && byCase.size === 1)) {
      throw new Mismatch(`The data set has ${channels} channels, and ${name || 'the scan'} came with ${parts.length}.`, 'Give one file per channel, named CASE_0000, CASE_0001, …, or one 4-D file.');
    }
  }
  return [...byCase.values()].map(parts => parts.flat());
}

function paired(files) {
  const stem = name => name.replace(/(\.[A-Za-z]+)+$/, '');
  return files
    .filter(file => !(VOXELS.test(file.name) && files.some(other => HEADER.test(other.name) && stem(other.name) === stem(file.name))))
    .map(file => (HEADER.test(file.name) ? [file, ...files.filter(other => VOXELS.test(other.name) && stem(other.name) === stem(file.name))] : [file]));
}

/** By nnU-Net's names; without such names all are one scan. */
function cases(images) {
  const named = images.map(parts => CHANNEL.exec(parts[0].name));
  if (named.some(match => !match)) return new Map([['', images]]);
  const found = new Map();
  images.forEach((parts, n) => found.set(named[n][1], [...(found.get(named[n][1]) ?? []), parts]));
  return found;
}
