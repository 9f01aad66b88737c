/** Files of folders that are dropped, and whether they are DICOM. */

const DICOM_AT = 128;
/** A folder of an archive has other files, too; one of so many tells. */
const LOOKED_AT = 40;

/** Files that cannot be scans as they are. */
export class Mismatch extends Error {
  constructor(what, mend) {
    super(what);
    this.mend = mend;
  }
}

/**
 * What was dropped, folders with all below them.
 *
 * @param {DataTransfer} dropped must be read before anything is awaited
 * @returns {Promise<{files: File[], folders: boolean}>}
 */
export async function droppedFiles(dropped) {
  const entries = [...dropped.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some(entry => entry.isDirectory)) return { files: [...dropped.files], folders: false };
  const files = [];
  for (const entry of entries) await collect(entry, files);
  return { files, folders: true };
}

async function collect(entry, files) {
  if (entry.isFile) {
    files.push(await new Promise((settle, fail) => entry.file(settle, fail)));
    return;
  }
  const reader = entry.createReader();
  // A reader gives a hundred at a time, and none at the end.
  for (let some = [null]; some.length; ) {
    some = await new Promise((settle, fail) => reader.readEntries(settle, fail));
    for (const each of some) await collect(each, files);
  }
}

export async function areDicom(files) {
  for (const file of files.slice(0, LOOKED_AT)) {
    if (await isDicom(file)) return true;
  }
  return false;
}

async function isDicom(file) {
  if (/\.dcm$/i.test(file.name)) return true;
  let mark;
  try {
    mark = new Uint8Array(await file.slice(DICOM_AT, DICOM_AT + 4).arrayBuffer());
  } catch {
    throw new Mismatch('This is a folder, or a file that the browser may not read.', 'Give the files in it. Folders: ./e2enet ingest FOLDER --dataset NAME');
  }
  return String.fromCharCode(...mark) === 'DICM';
}
