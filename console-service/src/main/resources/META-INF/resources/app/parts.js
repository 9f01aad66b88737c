/** Pieces that several pages show. All names come in as text. */
import { html, nothing, svg } from '../vendor/lit.js';
import { age, moment, short } from './words.js';

/** Where the pages are. */
export const at = {
  scans: '#/scans',
  scan: id => `#/scans/${encodeURIComponent(id)}`,
  models: '#/models',
  training: '#/training',
  run: id => `#/training/${encodeURIComponent(id)}`,
  scores: '#/scores',
  operations: '#/operations',
};

const SHAPES = {
  good: svg`<circle cx="7" cy="7" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M4 7.3l2.1 2.1L10 5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  bad: svg`<path d="M7 1l6.2 11.5H.8z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/><path d="M7 5v3.4M7 10.4v.4" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>`,
  busy: svg`<circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="20 15"/>`,
  wait: svg`<circle cx="7" cy="7" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M7 3.4V7l2.4 1.6" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/>`,
  off: svg`<circle cx="7" cy="7" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M4.5 7h5" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>`,
};

/** Every state that something has, in a word and a shape. */
const STATES = {
  received: ['wait', 'received'],
  normalized: ['good', 'ready'],
  rejected: ['bad', 'rejected'],
  requested: ['wait', 'requested'],
  queued: ['wait', 'queued'],
  running: ['busy', 'running'],
  paused: ['wait', 'paused'],
  completed: ['good', 'completed'],
  finished: ['good', 'finished'],
  failed: ['bad', 'failed'],
  cancelled: ['off', 'cancelled'],
  stopping: ['busy', 'stopping'],
  stored: ['wait', 'in the archive'],
  'handed-over': ['busy', 'being segmented'],
  delivering: ['busy', 'being delivered'],
  delivered: ['good', 'delivered'],
  undelivered: ['bad', 'not delivered'],
  refused: ['bad', 'refused'],
  up: ['good', 'up'],
  loaded: ['good', 'loaded'],
  checking: ['busy', 'its probe is being checked'],
  resting: ['wait', 'loads when it is asked for'],
  meaningless: ['off', 'means no model'],
  waiting: ['wait', 'waiting'],
  down: ['bad', 'down'],
};

export function state(name, more = '') {
  const [shape, word] = STATES[name] ?? ['off', name];
  const kind = shape === 'wait' ? 'busy' : shape;
  return html`<span class="state ${kind}"><svg viewBox="0 0 14 14" class=${shape === 'busy' ? 'turn' : ''} aria-hidden="true">${SHAPES[shape]}</svg>${word}${more ? html` <span class="faint">${more}</span>` : nothing}</span>`;
}

/** Code, what, where, mend. */
export const fault = (of, lead = '') =>
  of
    ? html`<div class="fault" role="status">
        <p>${lead ? html`<strong>${lead}</strong> ` : nothing}${of.code ? html`<span class="code">${of.code}</span> ` : nothing}${of.what}${of.where ? html` <span class="faint">[${of.where}]</span>` : nothing}</p>
        ${of.mend ? html`<p>${of.mend}</p>` : nothing}
      </div>`
    : nothing;

/** What went wrong with a call, a file or a program. */
export const trouble = (error, lead = '') => (error ? fault(error.fault ?? { what: error.message, mend: error.mend }, lead) : nothing);

export const empty = (title, say, command) =>
  html`<div class="empty"><h2>${title}</h2><p>${say}</p>${command ? html`<pre tabindex="0"><code>${command}</code></pre>` : nothing}</div>`;

export const flags = list => (list ?? []).map(flag => html`<span class="chip warn">${flag}</span>`);

export const when = iso => (iso ? html`<time datetime=${iso} title=${moment(iso)}>${age(iso)}</time>` : '–');

export const scanLink = id => html`<a class="id" href=${at.scan(id)} title=${id}>${short(id)}</a>`;

/** A bar of a share, drawn: sizes in styles would need inline styles. */
export const bar = (share, label) =>
  html`<span class="bar" role="img" aria-label=${label}><svg viewBox="0 0 100 6" preserveAspectRatio="none"><rect width=${Math.max(0, Math.min(100, share * 100))} height="6"></rect></svg></span>`;

export const swatch = colour => html`<span class="swatch" aria-hidden="true"><svg viewBox="0 0 1 1"><rect width="1" height="1" fill=${colour}></rect></svg></span>`;
