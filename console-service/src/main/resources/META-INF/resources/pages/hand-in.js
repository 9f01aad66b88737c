/** DICOM files on their way through dicom-service: stored in an archive as if a scanner had sent them, and followed from there. */
import { dicom, get, upload, views } from '../app/api.js';
import { ask } from '../app/ask.js';
import { Mismatch } from './folders.js';

const ENDED = new Set(['refused', 'failed', 'delivered', 'undelivered']);

/** Whether there is a dicom-service that answers. */
export const takesDicom = () => get(views.operations).then(({ services }) => services.some(each => each.service === 'dicom-service' && each.up)).catch(() => false);

/** @returns {Promise<?string>} the archive that somebody chose, or the only one; null where none was chosen */
export async function chosenArchive() {
  const names = (await get(dicom.archives)).map(archive => archive.name);
  if (!names.length) throw new Mismatch('No archive is set up to take DICOM files.', 'Name one in dicom-service’s settings, or: ./e2enet ingest FOLDER --dataset NAME');
  if (names.length === 1) return names[0];
  const chosen = await ask({
    title: 'Into which archive?',
    say: 'The series are stored there, as if a scanner had sent them, and go the way of its routes.',
    confirm: 'Hand in',
    fields: [{ name: 'archive', label: 'Archive', options: names }],
  });
  return chosen?.archive ?? null;
}

/** @returns as {@link upload} does; done is told as `[{seriesKey, state, fault}]` */
export function handIn(files, archive, told) {
  const form = new FormData();
  // Names of files may name a patient: they stay here. A zip is known by what is in it.
  files.forEach((file, n) => form.append('file', file, `object${n}`));
  form.append('archive', archive);
  const { done, stop } = upload(dicom.handIn, form, told);
  return {
    stop,
    done: done.then(({ series }) => series.map(({ seriesKey, refusal }) => ({ seriesKey, state: refusal ? 'refused' : 'stored', fault: refusal }))),
  };
}

/** Where series stand; one without a key, or that nobody tells of yet, as before. */
export const followed = series =>
  Promise.all(
    series.map(one =>
      !one.seriesKey || ENDED.has(one.state)
        ? one
        : get(dicom.one(one.seriesKey)).then(({ state, scanId, fault }) => ({ ...one, state, scanId, fault }), () => one),
    ),
  );
