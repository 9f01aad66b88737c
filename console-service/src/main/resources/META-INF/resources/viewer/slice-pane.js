import { html, LitElement } from '../vendor/lit.js';
import { outline, paintSlice } from './paint.js';
import { planesOf, placeOf, voxelAt } from './space.js';

const MARGIN = 14;
const TITLES = { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' };

/** One plane of a scan: slice, crosshair, letters, slider. */
class SlicePane extends LitElement {
  static properties = { name: {}, layers: { attribute: false }, state: { attribute: false } };

  #pixels = document.createElement('canvas');
  #painted = '';
  #frame = 0;
  #watch = new ResizeObserver(() => this.#later());
  #drag = null;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
    this.state?.removeEventListener('change', this.#changed);
  }

  #changed = () => this.#later();

  willUpdate(changed) {
    if (changed.has('state')) {
      changed.get('state')?.removeEventListener('change', this.#changed);
      this.state.addEventListener('change', this.#changed);
    }
    if (changed.has('layers') || changed.has('name')) {
      this.plane = planesOf(this.layers.image)[this.name];
      this.#painted = '';
    }
  }

  updated() {
    this.#later();
  }

  get index() {
    return this.state.cursor[this.plane.w];
  }

  render() {
    const { slices } = this.plane;
    return html`
      <canvas tabindex="0" role="application" aria-roledescription="slice"
        aria-label="${TITLES[this.name]} plane; arrows move, page keys change the slice, question mark tells all keys"
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}
        @wheel=${{ handleEvent: event => this.#wheel(event), passive: false }} @contextmenu=${event => event.preventDefault()}
        @keydown=${event => this.dispatchEvent(new CustomEvent('view-key', { detail: { event, pane: this }, bubbles: true }))}></canvas>
      <div class="under">
        <span>${TITLES[this.name]}</span>
        <input type="range" min="0" max=${slices - 1} aria-label="${TITLES[this.name]} slice"
          @input=${event => this.slice(Number(event.target.value))}>
        <span class="at"></span>
        <button type="button" title="Enlarge this plane" aria-label="Enlarge the ${this.name} plane"
          @click=${() => this.dispatchEvent(new CustomEvent('enlarge', { detail: this.name, bubbles: true }))}>⤢</button>
      </div>`;
  }

  /** To a slice, in the voxel order of the file. */
  slice(index) {
    const cursor = [...this.state.cursor];
    cursor[this.plane.w] = Math.min(this.plane.slices - 1, Math.max(0, index));
    this.state.set({ cursor });
  }

  /** Crosshair by columns to the right and rows down the screen. */
  step(right, down) {
    const { u, v, uSign, vSign, columns, rows } = this.plane;
    const cursor = [...this.state.cursor];
    cursor[u] = Math.min(columns - 1, Math.max(0, cursor[u] + right * uSign));
    cursor[v] = Math.min(rows - 1, Math.max(0, cursor[v] + down * vSign));
    this.state.set({ cursor });
  }

  /** What is seen, by mm to the right and down. */
  pan(rightMm, downMm) {
    const { u, v, uSign, vSign, uMm, vMm } = this.plane;
    const centre = [...this.state.centre];
    centre[u] -= (rightMm / uMm) * uSign;
    centre[v] -= (downMm / vMm) * vSign;
    this.state.set({ centre });
  }

  /** Where the slice lies in the canvas, in CSS pixels: left, top, size of a voxel. */
  get view() {
    const { columns, rows, uMm, vMm } = this.plane;
    const canvas = this.querySelector('canvas');
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const fit = Math.min((width - 2 * MARGIN) / (columns * uMm), (height - 2 * MARGIN) / (rows * vMm));
    const scale = Math.max(0.01, fit * this.state.zoom);
    const [column, row] = placeOf(this.plane, this.state.centre);
    return { width, height, scale, left: width / 2 - column * uMm * scale, top: height / 2 - row * vMm * scale, across: uMm * scale, along: vMm * scale };
  }

  /** The middle of a voxel, in CSS pixels of the canvas. */
  screenOf(voxel) {
    const { left, top, across, along } = this.view;
    const [column, row] = placeOf(this.plane, voxel);
    return [left + column * across, top + row * along];
  }

  #voxelUnder(event) {
    const { left, top, across, along } = this.view;
    const box = event.target.getBoundingClientRect();
    return voxelAt(this.plane, (event.clientX - box.left - left) / across, (event.clientY - box.top - top) / along, this.state.cursor);
  }

  #down(event) {
    event.target.setPointerCapture(event.pointerId);
    const kind = event.button === 2 || event.altKey ? 'window' : event.button === 1 || event.shiftKey ? 'pan' : 'cursor';
    this.#drag = { kind, x: event.clientX, y: event.clientY };
    if (kind === 'cursor') this.state.set({ cursor: this.#voxelUnder(event) });
  }

  #move(event) {
    if (!this.#drag) return;
    const [dx, dy] = [event.clientX - this.#drag.x, event.clientY - this.#drag.y];
    Object.assign(this.#drag, { x: event.clientX, y: event.clientY });
    if (this.#drag.kind === 'cursor') this.state.set({ cursor: this.#voxelUnder(event) });
    if (this.#drag.kind === 'pan') this.pan(dx / this.view.scale, dy / this.view.scale);
    if (this.#drag.kind === 'window') this.dispatchEvent(new CustomEvent('window-drag', { detail: [dx, dy], bubbles: true }));
  }

  #up() {
    this.#drag = null;
  }

  #wheel(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.state.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    else this.slice(this.index + Math.sign(event.deltaY) * -this.plane.wSign);
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.isConnected && this.plane && this.querySelector('canvas')) this.#draw();
    });
  }

  #paint() {
    const { state, plane } = this;
    const key = [this.index, state.low, state.high, state.colour, state.opacity, [...state.hidden]].join();
    if (key === this.#painted) return;
    this.#painted = key;
    Object.assign(this.#pixels, { width: plane.columns, height: plane.rows });
    const context = this.#pixels.getContext('2d');
    const image = context.createImageData(plane.columns, plane.rows);
    paintSlice(new Uint32Array(image.data.buffer), this.layers, plane, this.index, state);
    context.putImageData(image, 0, 0);
  }

  #draw() {
    this.#paint();
    const { width, height, scale, left, top, across, along } = this.view;
    const canvas = this.querySelector('canvas');
    const dense = devicePixelRatio;
    canvas.width = Math.round(width * dense);
    canvas.height = Math.round(height * dense);
    const to = canvas.getContext('2d');
    to.scale(dense, dense);
    to.imageSmoothingEnabled = false;
    to.fillStyle = '#000';
    to.fillRect(0, 0, width, height);
    to.drawImage(this.#pixels, left, top, this.plane.columns * across, this.plane.rows * along);
    if (this.state.outline && this.layers.truth) this.#outline(to, left, top, across, along);
    if (this.state.crosshair) this.#cross(to, width, height);
    this.#letters(to, width, height);
    this.#ruler(to, width, height, scale);
    this.querySelector('input').value = this.index;
    this.querySelector('.at').textContent = `${this.index + 1} / ${this.plane.slices}`;
  }

  #outline(to, left, top, across, along) {
    const lines = outline(this.layers.truth, this.plane, this.index, this.state.hidden);
    to.beginPath();
    for (let n = 0; n < lines.length; n += 4) {
      to.moveTo(left + lines[n] * across, top + lines[n + 1] * along);
      to.lineTo(left + lines[n + 2] * across, top + lines[n + 3] * along);
    }
    to.lineCap = 'square';
    for (const [colour, wide] of [['rgb(0 0 0 / 0.55)', 3], ['#fff', 1.25]]) {
      Object.assign(to, { strokeStyle: colour, lineWidth: wide });
      to.stroke();
    }
  }

  #cross(to, width, height) {
    const [x, y] = this.screenOf(this.state.cursor).map(place => Math.round(place) + 0.5);
    const gap = 9;
    to.beginPath();
    for (const [x0, y0, x1, y1] of [[0, y, x - gap, y], [x + gap, y, width, y], [x, 0, x, y - gap], [x, y + gap, x, height]]) {
      to.moveTo(x0, y0);
      to.lineTo(x1, y1);
    }
    Object.assign(to, { strokeStyle: 'rgb(130 182 246 / 0.8)', lineWidth: 1 });
    to.stroke();
  }

  #letters(to, width, height) {
    const { left, right, top, bottom } = this.plane.letters;
    Object.assign(to, { font: '600 12px system-ui, sans-serif', textBaseline: 'middle', textAlign: 'center', lineJoin: 'round', lineWidth: 3, strokeStyle: '#000', fillStyle: '#f2f5f8' });
    for (const [word, x, y] of [[left, 12, height / 2], [right, width - 12, height / 2], [top, width / 2, 10], [bottom, width / 2, height - 9]]) {
      to.strokeText(word, x, y);
      to.fillText(word, x, y);
    }
  }

  #ruler(to, width, height, scale) {
    const mm = [200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.1].find(length => length * scale < width / 3.2) ?? 0.1;
    const [x, y] = [10.5, height - 9.5];
    Object.assign(to, { strokeStyle: '#f2f5f8', lineWidth: 1, textAlign: 'left', font: '11px system-ui, sans-serif' });
    to.beginPath();
    to.moveTo(x, y - 4);
    to.lineTo(x, y);
    to.lineTo(x + mm * scale, y);
    to.lineTo(x + mm * scale, y - 4);
    to.stroke();
    Object.assign(to, { lineWidth: 3, strokeStyle: '#000' });
    to.strokeText(`${mm} mm`, x + 2, y - 9);
    to.fillText(`${mm} mm`, x + 2, y - 9);
  }
}
customElements.define('slice-pane', SlicePane);
