import { html, LitElement, nothing, repeat } from '../vendor/lit.js';
import { get, ingest, upload } from '../app/api.js';
import { follow } from '../app/live.js';
import { fault, scanLink, state, trouble } from '../app/parts.js';
import { bytes, percent } from '../app/words.js';
import { areDicom, droppedFiles, Mismatch } from './folders.js';
import { scansOf } from './grouping.js';
import { chosenArchive, followed, handIn, takesDicom } from './hand-in.js';

/** Takes scans in: files that are dropped or chosen, several as the channels of one scan where the data set has several. */
class ScanUploads extends LitElement {
  static properties = {
    datasets: { attribute: false },
    aliases: { attribute: false },
    dataset: { state: true },
    definition: { state: true },
    over: { state: true },
    sent: { state: true },
    error: { state: true },
    dicom: { state: true },
  };

  #stop = null;
  #number = 0;
  /** What is told of scans while one is sent: word of it may come before the answer that says which one it is. */
  #told = new Map();
  /** Which channels scans of the data set have: a promise. */
  #asked = null;

  constructor() {
    super();
    this.sent = [];
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = follow({ scan: told => this.#heard(told), series: () => this.#lookAtSeries() });
    takesDicom().then(takes => (this.dicom = takes));
    this.#choose(localStorage.getItem('dataset'));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  async #choose(name) {
    this.dataset = this.datasets.includes(name) ? name : this.datasets[0];
    localStorage.setItem('dataset', this.dataset);
    this.definition = null;
    const asked = (this.#asked = get(ingest.dataset(this.dataset)));
    const definition = await asked.catch(() => null);
    if (asked === this.#asked) this.definition = definition;
  }

  #heard(told) {
    if (this.sent.some(one => one.state === 'sending')) this.#told.set(told.scanId, told.state);
    else this.#told.clear();
    this.sent = this.sent.map(one => (one.scanId === told.scanId ? { ...one, state: told.state } : one));
  }

  get #channels() {
    return this.definition?.channelNames ?? [];
  }

  /** @param {boolean} folders whether they came in folders, which tell nothing of what belongs together unless they are DICOM */
  async #take(given, folders = false) {
    this.error = null;
    const truth = this.querySelector('input[name=labels]');
    const { dataset } = this;
    try {
      if (!given.length) return;
      if (await areDicom(given)) {
        await this.#handIn(given);
        return;
      }
      if (folders) throw new Mismatch('No DICOM is in this folder.', 'Give the files in it, or bring the folder in with: ./e2enet ingest FOLDER --dataset NAME');
      // Without it nobody knows which files are one scan; once more where a service was away.
      const { channelNames } = await this.#asked.catch(() => get(ingest.dataset(dataset)));
      const scans = scansOf(given, Math.max(1, channelNames?.length ?? 1));
      if (truth.files.length && scans.length !== 1) {
        this.error = { message: 'A truth file belongs to one scan, and several were given.', mend: 'Give one scan at a time with its truth.' };
        return;
      }
      const labels = truth.files[0];
      truth.value = '';
      const predictWith = this.querySelector('select[name=predictWith]').value;
      // One after the other: a scan that is whole on the server is worth more than ten halves.
      const waiting = scans.map(images => this.#listed(dataset, images, labels, predictWith));
      for (const one of waiting) await this.#send(one);
    } catch (refused) {
      this.error = refused;
    }
  }

  async #handIn(files) {
    if (!(await takesDicom())) {
      throw new Mismatch('These are DICOM files, and no dicom-service is up to take them.', 'Bring the series in with: ./e2enet ingest FOLDER --dataset NAME');
    }
    const archive = await chosenArchive();
    if (!archive) return;
    const { number } = this.#listed(archive, files);
    const { done, stop } = handIn(files, archive, share => this.#update(number, { share }));
    this.#update(number, { state: 'sending', stop });
    try {
      this.#update(number, { state: 'stored', series: await done });
      await this.#lookAtSeries();
    } catch (failed) {
      this.#update(number, failed.name === 'AbortError' ? { state: 'cancelled' } : { state: 'failed', failed });
    }
  }

  /** Events of series name none: those that were handed in here are asked for. */
  async #lookAtSeries() {
    for (const { number, series } of this.sent.filter(one => one.series)) {
      this.#update(number, { series: await followed(series) });
    }
  }

  #listed(dataset, images, labels, predictWith) {
    const size = [...images, labels].reduce((sum, file) => sum + (file?.size ?? 0), 0);
    const one = { number: ++this.#number, dataset, images, labels, predictWith, size, share: 0, state: 'waiting' };
    this.sent = [one, ...this.sent];
    return one;
  }

  #update(number, changes) {
    this.sent = this.sent.map(one => (one.number === number ? { ...one, ...changes } : one));
  }

  async #send({ number, dataset, images, labels, predictWith }) {
    if (!this.sent.some(one => one.number === number && one.state === 'waiting')) return;
    const form = new FormData();
    // Names of files may name a patient: they stay here.
    images.forEach((file, n) => form.append('image', file, `image${n}${ending(file.name)}`));
    if (labels) form.append('labels', labels, `labels${ending(labels.name)}`);
    if (predictWith) form.append('predictWith', predictWith);
    const { done, stop } = upload(ingest.upload(dataset), form, share => this.#update(number, { share }));
    this.#update(number, { state: 'sending', stop });
    try {
      const { scanId, status, duplicate } = await done;
      this.#update(number, { scanId, state: this.#told.get(scanId) ?? status, duplicate });
    } catch (failed) {
      this.#update(number, failed.name === 'AbortError' ? { state: 'cancelled' } : { state: 'failed', failed });
    }
  }

  async #drop(event) {
    event.preventDefault();
    this.over = false;
    try {
      const { files, folders } = await droppedFiles(event.dataTransfer);
      await this.#take(files, folders);
    } catch (unreadable) {
      this.error = { message: 'What was dropped could not be read.', mend: 'Choose the files instead, or: ./e2enet ingest FOLDER --dataset NAME' };
    }
  }

  #chosen(event, folders) {
    const files = [...event.target.files];
    event.target.value = '';
    this.#take(files, folders);
  }

  render() {
    const many = this.#channels.length > 1;
    return html`
      <form class="drop ${this.over ? 'over' : ''}" @dragover=${event => (event.preventDefault(), (this.over = true))} @dragleave=${() => (this.over = false)}
        @drop=${this.#drop} @submit=${event => event.preventDefault()}>
        <div class="say"><strong>Drop scans here</strong>
          ${this.dicom ? 'Folders of DICOM, ' : ''}NIfTI, MetaImage or NRRD; ${many ? html`one file per channel (<span class="wrap">${this.#channels.join(', ')}</span>), by name` : 'each file is a scan'}.</div>
        <label class="field">Data set
          <select name="dataset" @change=${event => this.#choose(event.target.value)}>${repeat(this.datasets, name => name, name => html`<option .selected=${name === this.dataset}>${name}</option>`)}</select></label>
        <label class="field">Segment with
          <select name="predictWith"><option value="">nothing yet</option>${repeat(this.aliases, alias => alias, alias => html`<option>${alias}</option>`)}</select></label>
        <label class="field">Truth, if there is one<input type="file" name="labels"></label>
        <label class="field">Scans<input type="file" class="main" name="images" multiple @change=${event => this.#chosen(event, false)}></label>
        ${this.dicom ? html`<label class="field">DICOM folder<input type="file" class="main" name="folder" webkitdirectory @change=${event => this.#chosen(event, true)}></label>` : nothing}
      </form>
      ${trouble(this.error)}
      ${this.sent.length ? html`<ul class="uploads" aria-label="Uploads">${repeat(this.sent, one => one.number, one => this.#item(one))}</ul>` : nothing}`;
  }

  #item(one) {
    const name = one.images.length > NAMED ? `${one.images.length} files` : one.images.map(file => file.name).join(' + ');
    return html`<li data-state=${one.state}>
      <span class="clip" title=${name}>${name}</span><span class="faint">${bytes(one.size)}</span>
      ${one.state === 'sending'
        ? html`<progress max="1" .value=${one.share} aria-label="sent"></progress><span class="faint">${one.share < 1 ? percent(one.share) : 'being stored …'}</span>
            <button type="button" class="plain" @click=${one.stop}>Stop</button>`
        : one.state === 'waiting'
          ? html`${state('waiting')}<button type="button" class="plain" @click=${() => this.#update(one.number, { state: 'cancelled' })}>Stop</button>`
          : html`${state(one.state)}${one.scanId ? scanLink(one.scanId) : nothing}${one.duplicate ? html`<span class="faint">was there already</span>` : nothing}`}
      ${one.series?.map(each => html`<span class="series">series ${state(each.state)} ${each.scanId ? scanLink(each.scanId) : nothing}</span>`) ?? nothing}
      ${one.series?.map(each => fault(each.fault)) ?? nothing}
      ${one.failed ? fault(one.failed.fault) : nothing}
    </li>`;
  }
}

/** More files than this are counted, not named. */
const NAMED = 6;

const ending = name => /(\.nii)?\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';

customElements.define('scan-uploads', ScanUploads);
