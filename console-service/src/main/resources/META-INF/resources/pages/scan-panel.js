import { html, LitElement, nothing, svg } from '../vendor/lit.js';
import { swatch } from '../app/parts.js';
import { figure, fixed, short } from '../app/words.js';
import { colourOf, css, ERRORS, heat } from '../viewer/colours.js';
import { countErrors, countLabels } from '../viewer/paint.js';
import { CT_WINDOWS, isCt, usualWindow, voxelMl, wholeWindow } from '../viewer/state.js';
import '../viewer/slice-viewer.js';

const COLOURS = [
  ['none', 'None', () => true],
  ['segmentation', 'Segmentation', layers => layers.segmentation],
  ['truth', 'Truth', layers => layers.truth],
  ['errors', 'Errors', layers => layers.segmentation && layers.truth],
  ['uncertainty', 'Uncertainty', (layers, prediction) => prediction?.result?.maps?.uncertainty],
];

/** Beside the picture: what is coloured, classes with ml and Dice, grey values. */
class ScanPanel extends LitElement {
  static properties = {
    data: { attribute: false },
    view: { attribute: false },
    layers: { attribute: false },
    prediction: { attribute: false },
    beside: { attribute: false },
    channel: { attribute: false },
  };

  #counted = new WeakMap();
  #compared = new WeakMap();
  #changed = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has('view')) this.view.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.view.removeEventListener('change', this.#changed);
  }

  /** Counting walks the whole volume: once for each. */
  #once(counts, volume, count) {
    if (!counts.has(volume)) counts.set(volume, count(volume));
    return counts.get(volume);
  }

  render() {
    const done = this.data.predictions.filter(prediction => prediction.state === 'completed');
    return html`<div class="panel">
      ${done.length ? this.#choices(done) : nothing}${this.#channels()}
      ${this.layers ? html`${this.#colours()}${this.#classes()}${this.#errors()}${this.#grey()}` : nothing}
    </div>`;
  }

  #choices(done) {
    const word = prediction => `${prediction.alias ?? prediction.modelId}${prediction.score?.meanDice === undefined ? '' : ` · Dice ${prediction.score.meanDice.toFixed(3)}`} · ${prediction.modelId}${prediction.result?.maps?.uncertainty ? ' · with map' : ''} · ${short(prediction.predictionId)}`;
    const tell = detail => this.dispatchEvent(new CustomEvent('choose', { detail }));
    return html`<div class="card stack">
      <label class="field">Prediction<select name="chosen" @change=${event => tell({ chosen: event.target.value })}>
        ${done.map(prediction => html`<option value=${prediction.predictionId} .selected=${prediction === this.prediction}>${word(prediction)}</option>`)}</select></label>
      ${done.length > 1
        ? html`<label class="field">Beside it<select name="beside" @change=${event => tell({ beside: event.target.value })}>
            <option value="" .selected=${!this.beside}>nothing</option>
            ${done.filter(prediction => prediction !== this.prediction).map(prediction => html`<option value=${prediction.predictionId} .selected=${prediction.predictionId === this.beside}>${word(prediction)}</option>`)}</select></label>`
        : nothing}
    </div>`;
  }

  /** Also where the one that is chosen cannot be shown. */
  #channels() {
    const images = this.data.images ?? [];
    if (images.length < 2) return nothing;
    return html`<div class="card"><label class="field">Channel<select name="channel" @change=${event => this.dispatchEvent(new CustomEvent('channel', { detail: Number(event.target.value) }))}>
      ${images.map(({ channel, name }) => html`<option value=${channel} .selected=${channel === this.channel}>${name ?? channel}</option>`)}</select></label></div>`;
  }

  #colours() {
    const { view } = this;
    return html`<div class="card">
      <fieldset><legend>Colour</legend>
        <div class="segments">${COLOURS.map(
          ([name, word, there]) => html`<label><input type="radio" name="colour" value=${name} .checked=${view.colour === name} ?disabled=${!there(this.layers, this.prediction)}
            @change=${() => view.set({ colour: name })}>${word}</label>`,
        )}</div></fieldset>
      <label class="check"><input type="checkbox" name="outline" .checked=${view.outline} ?disabled=${!this.layers.truth} @change=${event => view.set({ outline: event.target.checked })}>Outline of the truth</label>
      <label class="field">Strength<input type="range" name="opacity" min="0" max="1" step="0.05" .value=${String(view.opacity)} @input=${event => view.set({ opacity: Number(event.target.value) })}></label>
      ${view.colour === 'uncertainty'
        ? html`<div class="ramp"><span>sure</span><svg viewBox="0 0 60 1" preserveAspectRatio="none" aria-hidden="true">${Array.from({ length: 60 }, (_, n) => svg`<rect x=${n} width="1.1" height="1" fill=${css(heat(n / 59))}/>`)}</svg><span>all classes alike</span></div>`
        : nothing}
    </div>`;
  }

  #classes() {
    const classes = this.prediction?.classes ?? this.data.classes ?? [];
    if (!classes.length) return nothing;
    // On its own grid: what was moved to a coarser one lost voxels.
    const placed = this.layers.segmentation ?? this.layers.truth;
    const shown = placed?.moved ?? placed;
    const counts = shown && this.#once(this.#counted, shown, countLabels);
    const ml = shown && voxelMl(shown);
    const scores = new Map(this.prediction?.score?.classes?.map(each => [each.label, each]));
    const { hidden } = this.view;
    const all = classes.every(each => !hidden.has(each.label));
    return html`<div class="card classes">
      <table>
        <thead><tr><th scope="col" class="name"><label><input type="checkbox" aria-label="All classes" .checked=${all} .indeterminate=${!all && hidden.size < classes.length}
            @change=${event => this.view.set({ hidden: event.target.checked ? new Set() : new Set(classes.map(each => each.label)) })}>Class</label></th>
          <th scope="col" class="number">${this.layers.segmentation ? 'ml' : 'ml, truth'}</th><th scope="col" class="number">Dice</th></tr></thead>
        <tbody>${classes.map(
          ({ label, name }) => html`<tr data-label=${label}>
            <td class="name"><label><input type="checkbox" .checked=${!hidden.has(label)} @change=${() => this.view.toggle(label)}>${swatch(css(colourOf(label)))}<span class="wrap">${name}</span></label></td>
            <td class="number">${counts ? fixed((counts.get(label) ?? 0) * ml, 1) : '–'}</td>
            <td class="number">${fixed(scores.get(label)?.dice, 3)}</td></tr>`,
        )}
        ${this.prediction?.score ? html`<tr><th scope="row" class="name">mean of ${this.prediction.score.definedClasses}</th><td></td>
          <td class="number"><strong>${fixed(this.prediction.score.meanDice, 3)}</strong></td></tr>` : nothing}
        </tbody>
      </table></div>`;
  }

  #errors() {
    const { segmentation, truth } = this.layers;
    if (this.view.colour !== 'errors' || !segmentation || !truth) return nothing;
    const counts = this.#once(this.#compared, segmentation, () => countErrors(segmentation, truth));
    const ml = voxelMl(segmentation);
    return html`<div class="card classes"><table>
      <thead><tr><th scope="col" class="name">Where both differ</th><th scope="col" class="number">voxels</th><th scope="col" class="number">ml</th></tr></thead>
      <tbody>${Object.entries(ERRORS).map(
        ([kind, { colour, means }]) => html`<tr data-error=${kind}><td class="name"><label>${swatch(css(colour))}${means}</label></td>
          <td class="number">${figure(counts[kind])}</td><td class="number">${fixed(counts[kind] * ml, 1)}</td></tr>`,
      )}</tbody></table></div>`;
  }

  #grey() {
    const { view } = this;
    const { image } = this.layers;
    const set = changes => view.set(changes);
    const field = (name, word) => html`<label class="field">${word}<input type="number" name=${name} step="any" .value=${String(Number(view[name].toPrecision(5)))}
      @change=${event => Number.isFinite(event.target.valueAsNumber) && set({ [name]: event.target.valueAsNumber })}></label>`;
    return html`<div class="card">
      <fieldset><legend>Grey values</legend>
      <div class="levels">${field('low', 'Black at')}${field('high', 'White at')}</div>
      <div class="presets">
        <button type="button" @click=${() => set(usualWindow(image))}>Usual</button>
        <button type="button" @click=${() => set(wholeWindow(image))}>Whole range</button>
        ${isCt(image) ? Object.entries(CT_WINDOWS).map(([name, [low, high]]) => html`<button type="button" @click=${() => set({ low, high })}>${name}</button>`) : nothing}
        <button type="button" @click=${() => view.fit(image)}>Fit</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('keys', { bubbles: true }))}>Keys</button>
      </div></fieldset></div>`;
  }
}
customElements.define('scan-panel', ScanPanel);
