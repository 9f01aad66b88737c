import { html, LitElement, nothing, svg } from '../vendor/lit.js';
import { figure, percent } from '../app/words.js';

const COLUMN = 118;
const ROW = 74;
const LEFT = 96;
const TOP = 36;
const NODE = 17;
const WIDEST = 15;
const FRAME_MS = 900;

/** Directions as the paper has them, with the level that each comes from. */
const DIRECTIONS = [
  { name: 'forward', word: 'forward, same level', from: 0, arrow: '→' },
  { name: 'upward', word: 'upward, from the coarser level', from: 1, arrow: '↗' },
  { name: 'downward', word: 'downward, from the finer level', from: -1, arrow: '↘' },
];

/** The network of fusion nodes x^{stage,level}: which share of a node's connections comes from where, update by update. */
class FusionTopology extends LitElement {
  static properties = { updates: { attribute: false }, at: { state: true }, playing: { state: true } };

  #timer = 0;
  #last = true;

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate(changed) {
    // Whoever looks at the newest goes on looking at the newest.
    if (changed.has('updates') && this.#last && !this.playing) this.at = this.updates.length - 1;
    this.at = Math.min(this.at ?? 0, this.updates.length - 1);
  }

  #show(index) {
    this.at = index;
    this.#last = index === this.updates.length - 1;
  }

  #play() {
    clearInterval(this.#timer);
    this.playing = !this.playing;
    if (!this.playing) return;
    if (this.at === this.updates.length - 1) this.at = 0;
    this.#timer = setInterval(() => {
      this.#show(this.at + 1);
      if (this.#last) this.#play();
    }, FRAME_MS);
  }

  render() {
    const update = this.updates[this.at];
    const told = `update ${update.update}, step ${figure(update.iteration)}: ${figure(update.dropped)} dropped and as many grown, ${percent(update.exploredShare, 1)} ever active`;
    return html`
      <h2>Topology of the fusion nodes</h2>
      <ul class="key">${DIRECTIONS.map(({ name, word }) => html`<li class=${name}><svg viewBox="0 0 20 10" aria-hidden="true"><path d="M1 5h17M14 1.5L18.5 5 14 8.5" stroke="currentColor" stroke-width="2" fill="none"/></svg><span>${word}</span></li>`)}</ul>
      <div class="columns">
        <div>${this.#network(update.nodes)}
          <div class="replay">
            <button type="button" @click=${this.#play} ?disabled=${this.updates.length < 2}>${this.playing ? 'Pause' : 'Play'}</button>
            <input type="range" name="update" aria-label="Update" min="0" max=${this.updates.length - 1} .value=${String(this.at)} aria-valuetext=${told} @input=${event => this.#show(Number(event.target.value))}>
          </div>
          <p><output class="faint">${told}</output></p></div>
        ${this.#table(update.nodes)}
      </div>`;
  }

  #network(nodes) {
    const stages = Math.max(...nodes.map(node => node.stage));
    const levels = Math.max(...nodes.map(node => node.level)) + 1;
    const x = stage => LEFT + stage * COLUMN;
    const y = level => TOP + (level - 1) * ROW;
    const place = new Set(nodes.map(node => `${node.stage},${node.level}`));
    const link = (node, { name, from }) => {
      const share = node[name];
      const level = node.level + from;
      if (!(share > 0) || level < 1 || level > levels) return nothing;
      const [x0, y0, x1, y1] = [x(node.stage - 1), y(level), x(node.stage), y(node.level)];
      const long = Math.hypot(x1 - x0, y1 - y0);
      const [dx, dy] = [((x1 - x0) / long) * (NODE + 3), ((y1 - y0) / long) * (NODE + 3)];
      return svg`<line class=${name} x1=${x0 + dx} y1=${y0 + dy} x2=${x1 - dx} y2=${y1 - dy} stroke-width=${Math.max(0.75, share * WIDEST)}><title>${name} into ${node.stage},${node.level}: ${percent(share, 1)}</title></line>`;
    };
    const source = level => svg`<rect x=${LEFT - 30} y=${y(level) - 12} width="47" height="24" rx="5" fill="var(--sunken)" stroke="var(--line)"></rect><text x=${LEFT - 6.5} y=${y(level) + 4} text-anchor="middle">level ${level}</text>`;
    return html`<svg class="figure" viewBox="0 0 ${x(stages) + 40} ${y(levels) + 44}" role="img" aria-label="Network of ${nodes.length} fusion nodes; the same as a table beside it">
      ${nodes.flatMap(node => DIRECTIONS.map(direction => link(node, direction)))}
      ${Array.from({ length: levels }, (_, n) => source(n + 1))}
      ${nodes.map(node => svg`<circle cx=${x(node.stage)} cy=${y(node.level)} r=${NODE}></circle><text x=${x(node.stage)} y=${y(node.level) + 4} text-anchor="middle">${node.stage},${node.level}</text>`)}
      ${Array.from({ length: stages }, (_, n) => svg`<text class="faint" x=${x(n + 1)} y=${y(levels) + 34} text-anchor="middle">stage ${n + 1}</text>`)}
      <text class="faint" x=${LEFT - 6.5} y=${y(levels) + 34} text-anchor="middle">backbone</text>
    </svg>${place.size === nodes.length ? nothing : html`<p class="faint">Several tensors share a node.</p>`}`;
  }

  #table(nodes) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Connections of every fusion node"><table>
      <caption class="unseen">Share of each node’s active connections by where they come from</caption>
      <thead><tr><th scope="col">Node</th>${DIRECTIONS.map(({ name, arrow }) => html`<th scope="col" class="number">${arrow} ${name}</th>`)}</tr></thead>
      <tbody>${nodes.map(node => html`<tr data-node="${node.stage},${node.level}"><th scope="row">${node.stage},${node.level}</th>${DIRECTIONS.map(({ name }) => html`<td class="number ${name}">${node[name] > 0 ? percent(node[name], 1) : html`<span class="faint">–</span>`}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }
}
customElements.define('fusion-topology', FusionTopology);
