import { html, nothing } from '../vendor/lit.js';
import { get, infer, ingest, send, views } from '../app/api.js';
import { ask } from '../app/ask.js';
import { Page } from '../app/page.js';
import { at, empty, fault, flags, state, trouble } from '../app/parts.js';
import { fileName, percent, short } from '../app/words.js';
import { KEYS } from '../viewer/slice-viewer.js';
import { ViewState } from '../viewer/state.js';
import './scan-panel.js';
import './scan-record.js';
import { ScanVolumes } from './volumes.js';

/** One scan: its picture with what was segmented, how that came about, and what can be done with it. */
class ScanPage extends Page {
  static properties = { chosen: { state: true }, beside: { state: true }, progress: { state: true }, failed: { state: true } };

  #truthAlone = false;

  constructor() {
    super();
    this.view = new ViewState();
    this.progress = new Map();
    this.view.addEventListener('change', () => this.#coloured());
  }

  connectedCallback() {
    super.connectedCallback();
    this.volumes = new ScanVolumes(this.id, this.view, this.left, () => this.requestUpdate());
    // Every scan has this one: its file comes while the rest is asked for.
    this.volumes.openImage(0);
  }

  get events() {
    const own = told => told.scanId === this.id;
    return { scan: own, score: own, prediction: told => own(told) && this.#heard(told) };
  }

  /** How far it is changes often, and is told here; only a new state is worth another reading. */
  #heard(told) {
    const before = this.progress.get(told.predictionId)?.state;
    this.progress = new Map(this.progress).set(told.predictionId, told);
    return told.state !== before || told.state !== 'running';
  }

  async load(signal) {
    const data = await get(views.scan(this.id), signal);
    if (data.labels) this.volumes.openTruth(data.labels.sha256);
    const done = data.predictions.filter(prediction => prediction.state === 'completed');
    if (!done.some(prediction => prediction.predictionId === this.chosen)) this.chosen = done[0]?.predictionId;
    this.#colourWhatThereIs(done.length > 0, Boolean(data.labels));
    if (!done.some(prediction => prediction.predictionId === this.beside)) this.beside = undefined;
    this.volumes.openSegmentations(this.#shownIds);
    return data;
  }

  /** A truth alone is coloured until there is a segmentation, unless somebody chose otherwise. */
  #colourWhatThereIs(segmented, labelled) {
    if (!segmented && labelled && this.view.colour === 'segmentation') {
      this.#truthAlone = true;
      this.view.set({ colour: 'truth' });
    } else if (segmented && this.#truthAlone) {
      this.#truthAlone = false;
      if (this.view.colour === 'truth') this.view.set({ colour: 'segmentation' });
    }
  }

  get #shownIds() {
    return [this.chosen, this.beside].filter(Boolean);
  }

  /** A map is fetched when somebody wants to see it. */
  #coloured() {
    if (this.view.colour === 'uncertainty') {
      this.volumes.openUncertainties(this.#shownIds.filter(id => this.#prediction(id)?.result?.maps?.uncertainty));
    }
  }

  #prediction(id) {
    return this.data?.predictions.find(prediction => prediction.predictionId === id);
  }

  shown(data) {
    const { scan } = data;
    return html`
      <p class="crumb"><a href=${at.scans}>Scans</a> / <span class="wrap">${scan.dataset}</span></p>
      <div class="head">
        <h1>Scan <span class="id" title=${scan.scanId}>${short(scan.scanId)}</span></h1>
        ${state(scan.state)} <span>${flags(scan.flags)}</span>
        <div class="end">
          <button type="button" class="main" ?disabled=${scan.state !== 'normalized'} @click=${this.#segment}>Segment with …</button>
          ${data.images?.length ? html`<a class="button" href=${ingest.image(scan.scanId, 0)} download=${fileName(scan.scanId, data.images[0], 0)}>Download image</a>` : nothing}
          <button type="button" class="danger" @click=${this.#remove}>Delete …</button>
        </div>
      </div>
      ${fault(scan.fault, 'This scan cannot be used.')}${trouble(this.failed)}${fault(data.scoresFault, 'No scores:')}
      <div class="scan-body">
        <div>${this.#viewers(data)}</div>
        <scan-panel .data=${data} .view=${this.view} .layers=${this.#layers(this.chosen)} .prediction=${this.#prediction(this.chosen)} .beside=${this.beside} .channel=${this.volumes.channel}
          @choose=${event => this.#choose(event.detail)} @channel=${event => this.volumes.openImage(event.detail)} @keys=${this.#keys}></scan-panel>
      </div>
      <section><scan-record .data=${data} .chosen=${this.chosen} .progress=${this.progress} @choose=${event => this.#choose(event.detail)}></scan-record></section>`;
  }

  #layers(prediction) {
    return this.volumes.layers(prediction, Boolean(this.data?.labels));
  }

  #viewers(data) {
    const { image } = this.volumes;
    if (image.trouble) return trouble(image.trouble, 'The image cannot be shown.');
    if (!image.volume) return html`<div class="loading" role="status">Reading the image … ${image.share ? percent(image.share) : ''}</div>`;
    const named = classes => new Map(classes?.map(({ label, name }) => [label, name]));
    const names = named(data.classes);
    const namesOf = id => named(this.#prediction(id)?.classes ?? data.classes);
    const told = id => [this.#prediction(id)?.alias, this.#prediction(id)?.modelId].filter(Boolean).join(' · ');
    const viewer = (id, caption) => html`<slice-viewer .layers=${this.#layers(id)} .state=${this.view} .names=${namesOf(id)} .truthNames=${names} .caption=${caption} @keys=${this.#keys}></slice-viewer>`;
    return html`
      ${image.volume.smaller ? html`<div class="note"><p><strong>Preview.</strong> ${image.volume.smaller} A smaller one, made on the server, is shown in the same place.</p></div>` : nothing}
      ${this.volumes.troubles(this.chosen).map(error => trouble(error))}
      ${this.#layers(this.chosen)?.segmentation?.moved && !image.volume.smaller
        ? html`<div class="note warn"><p>The segmentation lies on another grid than the image; the nearest voxels are shown.</p></div>`
        : nothing}
      ${this.#prediction(this.chosen)?.classes
        ? html`<div class="note warn"><p>This model learned other classes than data set ${data.scan.dataset} has. The segmentation's are named as the model's${data.labels ? '; errors and Dice compare their numbers alone' : ''}.</p></div>`
        : nothing}
      ${this.beside
        ? html`<div class="viewers two">${viewer(this.chosen, told(this.chosen))}${viewer(this.beside, told(this.beside))}</div>`
        : html`<div class="viewers">${viewer(this.chosen)}</div>`}
      ${data.predictions.length || data.labels ? nothing : html`<p class="faint">Nothing is segmented yet: choose “Segment with …”.</p>`}`;
  }

  #choose({ chosen, beside }) {
    if (chosen) this.chosen = chosen;
    if (beside !== undefined) this.beside = beside === '' || beside === this.chosen ? undefined : beside;
    if (this.beside === this.chosen) this.beside = undefined;
    this.volumes.openSegmentations(this.#shownIds);
    this.#coloured();
  }

  #keys() {
    ask({
      title: 'Keys of the viewer',
      body: html`<div class="scroll" tabindex="0" role="region" aria-label="Keys"><table><tbody>${KEYS.map(([keys, does]) => html`<tr><th scope="row"><kbd>${keys}</kbd></th>
        <td>${does}</td></tr>`)}</tbody></table></div>`,
    });
  }

  async #segment() {
    try {
      const aliases = (await get(infer.aliases)).map(alias => alias.alias);
      if (!aliases.length) {
        await ask({ title: 'No model serves yet', body: html`${empty('Train one, or import one', 'A model serves once an alias means it.', `./e2enet train --dataset ${this.data.scan.dataset} --promote ALIAS`)}` });
        return;
      }
      const asked = await ask({
        title: 'Segment this scan',
        confirm: 'Segment',
        fields: [
          { name: 'alias', label: 'Model alias', options: aliases },
          { name: 'map', label: 'Uncertainty map', options: ['yes', 'no'] },
          { name: 'priority', label: 'Priority', options: ['normal', 'urgent', 'batch'] },
        ],
      });
      if (!asked) return;
      this.failed = null;
      await send('POST', infer.predictions, {
        scanId: this.id,
        alias: asked.alias,
        priority: asked.priority,
        ...(asked.map === 'yes' ? { maps: ['uncertainty'] } : {}),
      });
      this.reload();
    } catch (failed) {
      this.failed = failed;
    }
  }

  async #remove() {
    const sure = await ask({
      title: 'Delete this scan?',
      say: 'Its files, its predictions and their scores are deleted for good. Models that learned from it stay.',
      confirm: 'Delete',
      danger: true,
    });
    if (!sure) return;
    try {
      await send('DELETE', ingest.scan(this.id));
      location.hash = at.scans;
    } catch (failed) {
      this.failed = failed;
    }
  }
}
customElements.define('scan-page', ScanPage);
