/** Volumes by their address: fetched, unpacked, read; in the server's smaller form where the file is too large or not NIfTI. */
import { answerOf } from '../app/api.js';
import { readVolume, TooLarge, Unreadable } from './nifti.js';

const SMALLER = 256;
const SAME = 512; // what the server makes of a file that is no NIfTI: the whole of most scans

async function volumeAt(address, options, told) {
  const answer = await answerOf(address, { signal: options.signal });
  const bytes = Number(answer.headers.get('Content-Length')) || 0;
  let seen = 0;
  const counted = answer.body.pipeThrough(
    new TransformStream({
      transform(chunk, to) {
        seen += chunk.length;
        told?.(bytes ? Math.min(1, seen / bytes) : null);
        to.enqueue(chunk);
      },
    }),
  );
  return readVolume(counted, options);
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
export const written = (address, options = {}, told) => volumeAt(address, options, told);
