import { html, LitElement, nothing } from '../vendor/lit.js';
import { figure } from '../app/words.js';
import './slice-pane.js';
import { PLANES, nearestAxes } from './space.js';
import { labelAt, mmOf, valueAt } from './state.js';

/**
 * Three linked planes of a scan and what is under the crosshair.
 *
 * layers: image and, each or null, segmentation, truth, uncertainty, all on the image's grid; names, truthNames: of their labels.
 */
class SliceViewer extends LitElement {
  static properties = { layers: { attribute: false }, state: { attribute: false }, names: { attribute: false }, truthNames: { attribute: false }, caption: {}, large: { state: true }, lps: { state: true } };

  constructor() {
    super();
    this.large = 'axial';
    this.lps = localStorage.getItem('world') === 'LPS';
  }

  createRenderRoot() {
    return this;
  }

  #changed = () => this.requestUpdate();

  willUpdate(changed) {
    if (changed.has('state')) {
      changed.get('state')?.removeEventListener('change', this.#changed);
      this.state.addEventListener('change', this.#changed);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.state?.removeEventListener('change', this.#changed);
  }

  render() {
    const tilt = nearestAxes(this.layers.image.affine).tilt;
    const order = [this.large, ...PLANES.filter(name => name !== this.large)];
    return html`
      ${this.caption || tilt > 1
        ? html`<p class="title">${this.caption ? html`<strong class="wrap">${this.caption}</strong>` : nothing}
            ${tilt > 1 ? html`<span class="chip">oblique by ${tilt.toFixed(0)}°, shown along the scan's own axes</span>` : nothing}</p>`
        : nothing}
      <div class="panes" @enlarge=${event => (this.large = event.detail)} @view-key=${event => this.#key(event.detail)} @window-drag=${event => this.#dragWindow(event.detail)}>
        ${order.map(name => html`<slice-pane .name=${name} .layers=${this.layers} .state=${this.state}></slice-pane>`)}
      </div>
      ${this.#readout()}`;
  }

  #readout() {
    const { image, segmentation, truth, uncertainty } = this.layers;
    const at = this.state.cursor;
    const mm = mmOf(image, at).map((value, n) => (this.lps && n < 2 ? -value : value).toFixed(1));
    const value = valueAt(image, at);
    const named = (label, names) => (label === 0 ? 'background' : (names.get(label) ?? `class ${label}`));
    const part = (word, told) => html`<span>${word} <b class="wrap">${told}</b></span>`;
    return html`<div class="readout">
      ${part('voxel', at.join(', '))}
      ${part(`${this.lps ? 'LPS' : 'RAS'} mm`, mm.join(', '))}
      ${part('value', Number.isNaN(value) ? 'not a number' : figure(value))}
      ${segmentation ? part('segmented', named(labelAt(segmentation, at), this.names)) : nothing}
      ${truth ? part('truth', named(labelAt(truth, at), this.truthNames)) : nothing}
      ${uncertainty ? part('uncertainty', valueAt(uncertainty, at).toFixed(2)) : nothing}
    </div>`;
  }

  #dragWindow([right, down]) {
    const { low, high } = this.state;
    const width = Math.max((high - low) * (1 + right / 200), 1e-6);
    const level = (low + high) / 2 + ((high - low) * down) / 300;
    this.state.set({ low: level - width / 2, high: level + width / 2 });
  }

  #key({ event, pane }) {
    const { state } = this;
    const far = event.shiftKey ? 10 : 1;
    const mm = 20 / pane.view.scale;
    const move = (right, down) => (event.altKey ? pane.pan(-right * mm, -down * mm) : pane.step(right * far, down * far));
    const colour = name => state.set({ colour: state.colour === name ? 'none' : name });
    const keys = {
      ArrowLeft: () => move(-1, 0),
      ArrowRight: () => move(1, 0),
      ArrowUp: () => move(0, -1),
      ArrowDown: () => move(0, 1),
      PageUp: () => pane.slice(pane.index + far * pane.plane.wSign),
      PageDown: () => pane.slice(pane.index - far * pane.plane.wSign),
      Home: () => pane.slice(0),
      End: () => pane.slice(pane.plane.slices - 1),
      '+': () => state.zoomBy(1.25),
      '=': () => state.zoomBy(1.25),
      '-': () => state.zoomBy(0.8),
      0: () => state.fit(this.layers.image),
      '[': () => this.#dragWindow([-20, 0]),
      ']': () => this.#dragWindow([20, 0]),
      ',': () => this.#dragWindow([0, -15]),
      '.': () => this.#dragWindow([0, 15]),
      s: () => colour('segmentation'),
      t: () => colour('truth'),
      e: () => colour('errors'),
      u: () => colour('uncertainty'),
      o: () => state.set({ outline: !state.outline }),
      x: () => state.set({ crosshair: !state.crosshair }),
      m: () => this.#turnWorld(),
      '?': () => this.dispatchEvent(new CustomEvent('keys', { bubbles: true })),
    };
    for (let label = 1; label <= 9; label++) keys[label] = () => state.toggle(label);
    if (event.ctrlKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }

  #turnWorld() {
    this.lps = !this.lps;
    localStorage.setItem('world', this.lps ? 'LPS' : 'RAS');
  }
}
customElements.define('slice-viewer', SliceViewer);

/** For the list of keys. */
export const KEYS = [
  ['← ↑ → ↓', 'move the crosshair; with Shift by ten, with Alt the picture'],
  ['Page ↑ Page ↓', 'next slice; with Shift by ten'],
  ['Home End', 'first, last slice'],
  ['+ − 0', 'zoom; all as at first'],
  ['[ ] , .', 'window narrower, wider; darker, brighter'],
  ['s t e u', 'colour: segmentation, truth, errors, uncertainty; again: none'],
  ['o x', 'outline of the truth; crosshair'],
  ['1 … 9', 'show or hide a class'],
  ['m', 'millimetres in RAS or LPS'],
  ['drag', 'crosshair; with Shift the picture, with the right button the window'],
  ['wheel', 'slices; with Ctrl zoom'],
];
