import { html, nothing, repeat } from '../vendor/lit.js';
import { get, infer, ingest, views } from '../app/api.js';
import { Page } from '../app/page.js';
import { bar, empty, flags, scanLink, state, when } from '../app/parts.js';
import { duration, millimetres, sizes } from '../app/words.js';
import './uploads.js';

const PART = 50;
const LOOK_MS = 15_000;
const FINAL = new Set(['completed', 'failed', 'cancelled']);

/** All scans, as they come and change. */
class ScansPage extends Page {
  static properties = { filter: { state: true }, running: { state: true } };

  constructor() {
    super();
    this.filter = { dataset: '', state: '', flag: '' };
    /** How far predictions are, by scan. */
    this.running = new Map();
  }

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    // That a scan was deleted is no event.
    this.#timer = setInterval(() => document.hidden || this.reload(), LOOK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  get events() {
    return { scan: () => true, prediction: told => this.#heard(told), score: () => true, reset: () => this.#forget() };
  }

  /** Ends may have gone unheard. */
  #forget() {
    this.running = new Map();
    return true;
  }

  #heard(told) {
    const running = new Map(this.running);
    if (FINAL.has(told.state)) running.delete(told.scanId);
    else running.set(told.scanId, told);
    this.running = running;
    return FINAL.has(told.state) || told.state === 'requested';
  }

  async load(signal) {
    const [datasets, aliases] = await Promise.all([
      get(ingest.datasets, signal).catch(() => null),
      get(infer.aliases, signal).catch(() => []),
    ]);
    const { scans, next } = await this.inParts(after => views.scans({ ...this.filter, limit: PART, after }), 'scans', signal);
    return { datasets: datasets ?? [...new Set(scans.map(scan => scan.dataset))], aliases: aliases.map(alias => alias.alias), scans, next };
  }

  #narrow(event) {
    this.filter = Object.fromEntries(new FormData(event.currentTarget));
    this.fromTheTop();
  }

  shown({ datasets, aliases, scans, next }) {
    const filtered = Object.values(this.filter).some(Boolean);
    return html`
      <div class="head"><h1>Scans</h1></div>
      ${datasets.length ? html`<scan-uploads .datasets=${datasets} .aliases=${aliases}></scan-uploads>` : nothing}
      ${scans.length || filtered ? html`${this.#filters(datasets, scans)}${this.#table(scans, next)}` : this.#nothing(datasets)}`;
  }

  #nothing(datasets) {
    return datasets.length
      ? empty('No scan yet', 'Drop files above, or bring in a folder:', './e2enet ingest samples/hemispheres --dataset brain')
      : empty('No data set yet', 'A data set says which channels and classes its scans have. This defines one and brings its scans in:', './e2enet ingest samples/hemispheres --dataset brain');
  }

  #filters(datasets, scans) {
    const known = [...new Set([this.filter.flag, ...scans.flatMap(scan => scan.flags ?? [])])].filter(Boolean).sort();
    const choice = (name, label, all, options) => html`<label class="field">${label}
      <select name=${name}><option value="">${all}</option>${options.map(([value, word]) => html`<option value=${value} .selected=${this.filter[name] === value}>${word}</option>`)}</select></label>`;
    return html`<form class="filters" @change=${this.#narrow} @submit=${event => event.preventDefault()}>
      ${choice('dataset', 'Data set', 'all', datasets.map(name => [name, name]))}
      ${choice('state', 'State', 'all', [['received', 'received'], ['normalized', 'ready'], ['rejected', 'rejected']])}
      ${choice('flag', 'Flag', 'any', known.map(flag => [flag, flag]))}
    </form>`;
  }

  #table(scans, next) {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Scans">
        <table>
          <thead><tr><th scope="col">Scan</th><th scope="col">Data set</th><th scope="col">State</th><th scope="col">Received</th><th scope="col" class="number">Voxels, prepared</th>
            <th scope="col" class="number">Spacing, mm</th><th scope="col">Truth</th><th scope="col">Flags</th><th scope="col">Predictions</th></tr></thead>
          <tbody>
            ${repeat(scans, scan => scan.scanId, scan => this.#row(scan))}
            ${scans.length ? nothing : html`<tr><td colspan="9" class="faint">No scan is like that. Choose other filters.</td></tr>`}
          </tbody>
        </table>
      </div>
      ${this.more(next)}`;
  }

  #row(scan) {
    return html`
      <tr data-scan=${scan.scanId}>
        <th scope="row">${scanLink(scan.scanId)}</th>
        <td><span class="clip" title=${scan.dataset}>${scan.dataset}</span></td>
        <td>${state(scan.state)}</td>
        <td>${when(scan.receivedAt)}</td>
        <td class="number">${sizes(scan.voxels)}</td>
        <td class="number">${millimetres(scan.spacingMm)}</td>
        <td>${scan.labelled ? 'yes' : html`<span class="faint">no</span>`}</td>
        <td>${scan.fault ? html`<strong>${scan.fault.code}</strong> ${scan.fault.what}<br><span class="faint">${scan.fault.mend}</span>` : flags(scan.flags)}</td>
        <td>${this.#predictions(scan)}</td>
      </tr>`;
  }

  #predictions(scan) {
    const told = this.running.get(scan.scanId);
    if (!told) return scan.predictions || html`<span class="faint">none</span>`;
    const share = told.windowsTotal ? told.windowsDone / told.windowsTotal : 0;
    return told.state === 'running'
      ? html`${bar(share, `${Math.round(share * 100)} % segmented`)} <span class="faint">${told.secondsLeft === undefined ? (told.stage ?? '') : `${duration(told.secondsLeft)} left`}</span>`
      : state(told.state, told.place ? `place ${told.place}` : '');
  }
}
customElements.define('scans-page', ScansPage);

