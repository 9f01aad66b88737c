import { html, nothing } from '../vendor/lit.js';
import { get, metrics } from '../app/api.js';
import { Page } from '../app/page.js';
import { empty } from '../app/parts.js';
import { fixed } from '../app/words.js';
import { ranksFigure, sweepFigure } from '../scores/figures.js';

/** Models of a data set side by side: PT table with its weights, intervals, pairs, ranks. */
class ScoresPage extends Page {
  static properties = { dataset: { state: true }, alpha1: { state: true } };

  get events() {
    return { standings: () => true, score: () => true };
  }

  async load(signal) {
    const tables = await get(metrics.tables, signal);
    const names = tables.map(table => table.dataset);
    if (!names.includes(this.dataset)) this.dataset = names[0];
    if (!this.dataset) return { names };
    const weights = this.alpha1 === undefined ? {} : { alpha1: this.alpha1, alpha2: Number((1 - this.alpha1).toFixed(2)) };
    return { names, report: await get(metrics.compare(this.dataset, weights), signal) };
  }

  shown({ names, report }) {
    if (!report) {
      return html`<div class="head"><h1>Scores</h1></div>${empty('No score yet', 'Predictions of scans that came with their truth are scored by themselves. Bring in scans with labels, and segment them:', './e2enet ingest samples/hemispheres --dataset brain')}`;
    }
    return html`
      <div class="head"><h1>Scores</h1>
        <div class="end"><label class="check">Data set <select name="dataset" @change=${event => ((this.dataset = event.target.value), this.reload())}>
          ${names.map(name => html`<option .selected=${name === this.dataset}>${name}</option>`)}</select></label></div></div>
      ${this.#table(report)}
      <div class="columns"><section>${this.#sweep(report)}</section><section>${this.#ranks(report)}</section></div>
      ${this.#pairs(report)}`;
  }

  #table({ table, meanDiceIntervals }) {
    const best = pick => Math.max(...table.models.map(model => pick(model) ?? -Infinity));
    const [pt, dice] = [best(model => model.pt), best(model => model.mDicePercent)];
    const strong = (value, most, digits) => (value !== undefined && value === most && table.models.length > 1 ? html`<strong>${fixed(value, digits)}</strong>` : fixed(value, digits));
    const interval = id => {
      const found = meanDiceIntervals?.[id];
      return found ? `${(found.low * 100).toFixed(1)} – ${(found.high * 100).toFixed(1)}` : '–';
    };
    return html`<section>
      <div class="filters">
        <label class="field">Weight of accuracy, α₁<input type="number" name="alpha1" min="0" max="1" step="0.01" required .value=${String(table.alpha1)}
          @change=${event => event.target.reportValidity() && ((this.alpha1 = event.target.valueAsNumber), this.reload())}></label>
        <p class="faint">PT = α₁ · mDice / best mDice + α₂ · (fewest weights / weights + fewest FLOPs / FLOPs), with α₁ = ${table.alpha1}, α₂ = ${table.alpha2}
          and FLOPs ${table.flops}. It holds among these ${table.comparisonSet.length} models only.</p>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="PT table"><table>
        <thead><tr><th scope="col">Model</th><th scope="col" class="number">PT</th><th scope="col" class="number">mDice, %</th>
          <th scope="col" class="number">${percentOf(meanDiceIntervals)} interval</th>
          <th scope="col" class="number">mNSD, %</th><th scope="col" class="number">Cases</th><th scope="col" class="number">Weights, M</th><th scope="col" class="number">GFLOPs</th></tr></thead>
        <tbody>${[...table.models].sort((a, b) => (b.pt ?? -1) - (a.pt ?? -1)).map(
          model => html`<tr><th scope="row" class="wrap">${model.modelId}</th><td class="number">${strong(model.pt, pt, 3)}</td><td class="number">${strong(model.mDicePercent, dice, 1)}</td>
            <td class="number">${interval(model.modelId)}</td><td class="number">${fixed(model.mNsdPercent, 1)}</td><td class="number">${model.diceCases}</td>
            <td class="number">${fixed(model.paramsM, 2)}</td><td class="number">${fixed(model.flopsG, 2)}</td></tr>`,
        )}</tbody></table></div></section>`;
  }

  #sweep({ sweep, table }) {
    if (!sweep?.length) return nothing;
    return html`<h2>PT under other weights</h2>${sweepFigure(sweep, table.alpha1)}`;
  }

  #ranks({ ranks }) {
    return html`<h2>Average ranks</h2>${ranks
      ? html`${ranksFigure(ranks)}<p class="faint">Over ${ranks.cases} cases; Friedman p = ${ranks.pValue.toPrecision(2)}. Models joined by a bar are not told apart at ${ranks.level} (Nemenyi, critical difference ${ranks.criticalDifference.toFixed(2)}).</p>`
      : html`<p class="faint">Ranks need two models that were scored on the same two cases or more.</p>`}`;
  }

  #pairs({ pairs }) {
    if (!pairs?.length) return nothing;
    return html`<section><h2>Pairs</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Pairs of models"><table>
        <thead><tr><th scope="col">First</th><th scope="col">Second</th><th scope="col" class="number">Cases</th><th scope="col" class="number">Δ mDice</th>
          <th scope="col" class="number">p</th><th scope="col" class="number">p, Holm</th>
          <th scope="col" class="number">Rank-biserial</th><th scope="col">What so many cases cannot show</th></tr></thead>
        <tbody>${pairs.map(pair => html`<tr><td class="wrap">${pair.first}</td><td class="wrap">${pair.second}</td><td class="number">${pair.cases}</td>
          <td class="number">${signed(pair.meanDiceDifference)}</td>
          <td class="number">${pair.pValue.toPrecision(2)}</td><td class="number">${pair.holmPValue.toPrecision(2)}</td>
            <td class="number">${signed(pair.rankBiserial)}</td><td class="faint">${pair.limits ?? ''}</td></tr>`)}</tbody></table></div></section>`;
  }
}

const signed = value => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
const percentOf = intervals => `${Math.round((Object.values(intervals ?? {})[0]?.confidence ?? 0.95) * 100)} %`;

customElements.define('scores-page', ScoresPage);
