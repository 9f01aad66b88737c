import { html, LitElement } from '../vendor/lit.js';
import uPlot from '../vendor/uplot.js';
import { fixed } from '../app/words.js';
import { colourOf, css } from '../viewer/colours.js';

// Its styles come with it, before the console's, which go over some.
const styles = document.createElement('link');
styles.rel = 'stylesheet';
styles.href = '/vendor/uplot.css';
document.head.querySelector('link[rel=stylesheet]').before(styles);

const HEIGHT = 260;
/** Lines of a chart in turn, so that colour does not stand alone: on the canvas, and in the legend. */
const STROKES = [['solid', []], ['dashed', [8, 4]], ['dotted', [2, 3]]];

/** Loss and pseudo-Dice over the steps, and Dice class by class. */
class RunCurves extends LitElement {
  static properties = { names: { attribute: false }, epochs: { attribute: false }, updates: { attribute: false } };

  #plots = [];
  #shape = '';
  #watch = new ResizeObserver(() => this.#fit());
  #themed = () => this.#draw(true);
  #dark = matchMedia('(prefers-color-scheme: dark)');

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(this);
    addEventListener('theme', this.#themed);
    this.#dark.addEventListener('change', this.#themed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
    removeEventListener('theme', this.#themed);
    this.#dark.removeEventListener('change', this.#themed);
    this.#plots.forEach(plot => plot.destroy());
    this.#plots = [];
  }

  render() {
    const last = this.epochs.at(-1);
    return html`<div class="columns">
      <div><h2>Loss and pseudo-Dice</h2>
        <div class="chart" role="img" aria-label="Loss ${fixed(last.loss, 3)} and pseudo-Dice ${fixed(last.meanPseudoDice, 3)} at step ${last.iteration}; topology updates are dashed"></div></div>
      <div><h2>Pseudo-Dice by class</h2>
        <div class="chart" role="img" aria-label="Pseudo-Dice by class at step ${last.iteration}: ${(last.pseudoDicePerClass ?? []).map((dice, n) => `${this.#named(n + 1)} ${fixed(dice, 2)}`).join(', ')}"></div></div>
    </div>
    <details><summary>As a table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Epochs"><table>
        <thead><tr><th scope="col">Epoch</th><th scope="col" class="number">Step</th><th scope="col" class="number">Loss</th>
          <th scope="col" class="number">Pseudo-Dice</th>${this.#classes.map(n => html`<th scope="col" class="number">${this.#named(n)}</th>`)}</tr></thead>
        <tbody>${[...this.epochs].reverse().map(epoch => html`<tr><th scope="row">${epoch.epoch}</th><td class="number">${epoch.iteration}</td>
          <td class="number">${fixed(epoch.loss, 4)}</td><td class="number">${fixed(epoch.meanPseudoDice, 4)}</td>
          ${this.#classes.map(n => html`<td class="number">${fixed(epoch.pseudoDicePerClass?.[n - 1], 3)}</td>`)}</tr>`)}</tbody></table></div></details>`;
  }

  get #classes() {
    const most = Math.max(0, ...this.epochs.map(epoch => epoch.pseudoDicePerClass?.length ?? 0));
    return Array.from({ length: most }, (_, n) => n + 1);
  }

  #named(label) {
    return this.names?.[label] ?? `class ${label}`;
  }

  updated() {
    this.#draw(false);
  }

  #data() {
    const steps = this.epochs.map(epoch => epoch.iteration);
    const of = pick => this.epochs.map(epoch => pick(epoch) ?? null);
    return [
      [steps, of(epoch => epoch.loss), of(epoch => epoch.meanPseudoDice)],
      [steps, ...this.#classes.map(n => of(epoch => epoch.pseudoDicePerClass?.[n - 1]))],
    ];
  }

  /** New points are put into the plots that stand; only another shape or theme makes new ones. */
  #draw(anew) {
    const shape = String(this.#classes.length);
    const data = this.#data();
    if (!anew && this.#plots.length && shape === this.#shape) {
      this.#plots.forEach((plot, n) => plot.setData(data[n]));
      return;
    }
    this.#shape = shape;
    this.#plots.forEach(plot => plot.destroy());
    const [first, second] = this.querySelectorAll('.chart');
    const tone = name => resolved(this, name);
    const line = (nth, label, stroke, more = {}) => ({ label, stroke, dash: STROKES[nth % STROKES.length][1], width: 1.75, points: { show: this.epochs.length < 60, size: 5 }, value: (_, value) => fixed(value, 3), ...more });
    this.#plots = [
      new uPlot(this.#options(first, tone, [line(0, 'loss', tone('--upward')), line(1, 'pseudo-Dice', tone('--forward'), { scale: 'dice' })], true), data[0], first),
      new uPlot(this.#options(second, tone, this.#classes.map(n => line(n - 1, this.#named(n), css(colourOf(n)), { scale: 'dice' })), false), data[1], second),
    ];
  }

  #options(into, tone, series, withLoss) {
    const axis = more => ({ stroke: tone('--faint'), grid: { stroke: tone('--line'), width: 1 }, ticks: { stroke: tone('--line'), width: 1 }, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif', labelSize: 18, ...more });
    return {
      width: into.clientWidth,
      height: HEIGHT,
      cursor: { drag: { x: true, y: false } },
      scales: { x: { time: false }, dice: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, high ?? 1)] } },
      axes: [axis({ label: 'step', size: 32 }), ...(withLoss ? [axis({ label: 'loss' }), axis({ label: 'pseudo-Dice', scale: 'dice', side: 1, grid: { show: false } })] : [axis({ label: 'pseudo-Dice', scale: 'dice' })])],
      series: [{ label: 'step', value: (_, value) => value ?? '–' }, ...series],
      legend: { markers: { dash: (_, nth) => STROKES[(nth - 1) % STROKES.length][0] } },
      hooks: { drawAxes: [plot => this.#dashes(plot, tone('--edge'))] },
    };
  }

  /** Where the topology changed. */
  #dashes(plot, colour) {
    const to = plot.ctx;
    to.save();
    to.strokeStyle = colour;
    to.setLineDash([3 * devicePixelRatio, 4 * devicePixelRatio]);
    to.beginPath();
    for (const { update, iteration } of this.updates) {
      const x = Math.round(plot.valToPos(iteration, 'x', true));
      if (update > 0 && x >= plot.bbox.left && x <= plot.bbox.left + plot.bbox.width) {
        to.moveTo(x, plot.bbox.top);
        to.lineTo(x, plot.bbox.top + plot.bbox.height);
      }
    }
    to.stroke();
    to.restore();
  }

  #fit() {
    this.#plots.forEach(plot => {
      const width = plot.root.parentElement.clientWidth;
      if (width && width !== plot.width) plot.setSize({ width, height: HEIGHT });
    });
  }
}

/** A custom property's colour as it is now: a canvas knows no light-dark(). */
function resolved(element, name) {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

customElements.define('run-curves', RunCurves);
