/** What the pages ask of the service. Every path is here; docs/console.md is the contract. */

/** A refusal or failure, with what the problem document says. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.what ?? problem.title ?? `The service answered ${status}.`);
    Object.assign(this, { status, fault: { what: this.message, where: '', mend: '', ...problem } });
  }
}

/** A path of which every part that is put in is encoded. */
export function path(words, ...parts) {
  return words.reduce((made, word, n) => made + encodeURIComponent(parts[n - 1]) + word);
}

/** A path with the parameters that have a value. */
export function query(at, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `${at}?${new URLSearchParams(given)}` : at;
}

async function problemOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { mend: 'Try again; the log of the service says more.' };
  }
}

const AWAY = { code: '', what: 'The console does not answer.', mend: 'It is tried again by itself. See whether console-service runs.' };

/** An answer that broke off. */
export const BROKEN = { code: '', what: 'The line broke before all had come.', mend: 'It is tried again by itself.' };

/** After this long a service that was away is asked again. */
export const AGAIN_MS = 3_000;
const AWAY_STATUS = new Set([0, 502, 503, 504]);

/** Whether the same call may do later, since a service is away or busy. */
export const isAway = error => AWAY_STATUS.has(error?.status);

/** The answer to a call that was not refused. */
export async function answerOf(at, options = {}) {
  let answer;
  try {
    answer = await fetch(at, options);
  } catch (broken) {
    if (broken.name === 'AbortError') throw broken;
    throw new Refused(0, AWAY);
  }
  if (!answer.ok) throw new Refused(answer.status, await problemOf(answer));
  return answer;
}

export async function get(at, signal) {
  const answer = await answerOf(at, { signal });
  try {
    return await answer.json();
  } catch (broken) {
    throw broken.name === 'AbortError' ? broken : new Refused(0, BROKEN);
  }
}

/** @param body JSON, or nothing */
export async function send(method, at, body) {
  const answer = await answerOf(at, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

export const views = {
  scans: filter => query('/api/views/scans', filter),
  scan: id => path`/api/views/scans/${id}`,
  models: after => query('/api/views/models', { after }),
  runs: after => query('/api/views/runs', { after }),
  run: id => path`/api/views/runs/${id}`,
  operations: '/api/views/operations',
};

export const ingest = {
  datasets: '/api/ingest/datasets',
  dataset: name => path`/api/ingest/datasets/${name}`,
  upload: name => path`/api/ingest/datasets/${name}/scans`,
  scan: id => path`/api/ingest/scans/${id}`,
  image: (id, channel) => path`/api/ingest/scans/${id}/images/${channel}`,
  labels: id => path`/api/ingest/scans/${id}/labels`,
};

export const train = {
  run: id => path`/api/train/trainings/${id}`,
  alias: name => path`/api/train/aliases/${name}`,
  rollback: name => path`/api/train/aliases/${name}/rollback`,
};

export const infer = {
  aliases: '/api/infer/aliases',
  predictions: '/api/infer/predictions',
  prediction: id => path`/api/infer/predictions/${id}`,
  segmentation: id => path`/api/infer/predictions/${id}/segmentation`,
  map: (id, name) => path`/api/infer/predictions/${id}/maps/${name}`,
  alias: name => path`/api/infer/models/${name}`,
  weights: id => path`/api/infer/models/${id}/weights`,
};

export const metrics = {
  tables: '/api/metrics/models',
  compare: (name, weights) => query(path`/api/metrics/datasets/${name}/compare`, weights),
};

export const dicom = {
  series: '/api/dicom/series',
  one: key => path`/api/dicom/series/${key}`,
  archives: '/api/dicom/archives',
  handIn: '/api/dicom/dicom/series',
};

export const letters = {
  list: after => query('/letters', { limit: 100, after }),
  replay: id => path`/letters/${id}/replay`,
  replayAll: topic => query('/letters/replay', { topic }),
  dismiss: id => path`/letters/${id}/dismiss`,
};

/**
 * Sends files, told how far it is.
 *
 * @param {FormData} form
 * @param {function(number)} told share of the bytes that are sent
 * @returns {{done: Promise, stop: function()}}
 */
export function upload(at, form, told) {
  const call = new XMLHttpRequest();
  const done = new Promise((settle, fail) => {
    call.upload.onprogress = event => told(event.lengthComputable ? event.loaded / event.total : 0);
    call.onload = () => {
      const body = parsed(call.responseText);
      call.status >= 200 && call.status < 300 ? settle(body) : fail(new Refused(call.status, body));
    };
    call.onerror = () => fail(new Refused(0, { ...AWAY, what: 'The upload broke off.', mend: 'Send it again: what has arrived already is known by its content.' }));
    call.onabort = () => fail(new DOMException('stopped', 'AbortError'));
    call.open('POST', at);
    call.send(form);
  });
  return { done, stop: () => call.abort() };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
