/** Volumes by their address: fetched, unpacked, read; in the server's smaller form where the file is too large or not NIfTI. */
import { answerOf, BROKEN, Refused } from '../app/api.js';
import { labelsOf, readVolume, TooLarge, Unreadable } from './nifti.js';

const SMALLER = 256;
const SAME = 512; // what the server makes of a file that is no NIfTI: the whole of most scans

async function volumeAt(address, options, told) {
  const answer = await answerOf(address, { signal: options.signal });
  const bytes = Number(answer.headers.get('Content-Length')) || 0;
  return readVolume(counted(answer.body.getReader(), seen => told?.(bytes ? Math.min(1, seen / bytes) : null)), options);
}

/** The bytes, told how many have come. That the line broke says nothing against the file. */
function counted(reader, told) {
  let seen = 0;
  return new ReadableStream({
    async pull(to) {
      const { value, done } = await reader.read().catch(broken => {
        throw broken.name === 'AbortError' ? broken : new Refused(0, BROKEN);
      });
      if (done) {
        to.close();
        return;
      }
      seen += value.length;
      told(seen);
      to.enqueue(value);
    },
    cancel: why => reader.cancel(why),
  });
}

const preview = (address, size) => `${address}?preview=${size}`;

/**
 * A volume that has a preview.
 *
 * @param {string} address without a query
 * @param {{channel?: number, most?: number, signal?: AbortSignal}} options
 * @param {function(?number)} told share of the file that has come
 * @returns the volume; `smaller` says that it is the preview
 */
export async function original(address, options = {}, told) {
  try {
    return await volumeAt(address, options, told);
  } catch (trouble) {
    if (trouble instanceof TooLarge) return { ...(await volumeAt(preview(address, SMALLER), options, told)), smaller: trouble.message };
    if (trouble instanceof Unreadable && trouble.message === 'The file is not NIfTI.') {
      return volumeAt(preview(address, SAME), options, told);
    }
    throw trouble;
  }
}

/** A volume that is NIfTI always. */
export const written = (address, options = {}) => volumeAt(address, options);

/** Labels that somebody uploaded. */
export const uploadedLabels = async (address, options) => labelsOf(await original(address, options));

/** Labels that the product wrote. */
export const writtenLabels = async (address, options) => labelsOf(await written(address, options));
