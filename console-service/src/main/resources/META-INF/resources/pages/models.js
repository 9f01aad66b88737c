import { html, nothing } from '../vendor/lit.js';
import { AGAIN_MS, infer, send, train, views } from '../app/api.js';
import { ask } from '../app/ask.js';
import { Page } from '../app/page.js';
import { at, empty, fault, state, trouble, when } from '../app/parts.js';
import { figure, fixed, percent } from '../app/words.js';

const CHANGES = { promoted: 'promoted', 'rolled-back': 'rolled back to', demoted: 'taken away' };

/** What serves under which name, since when and why; and what could. */
class ModelsPage extends Page {
  static properties = { failed: { state: true }, busy: { state: true } };

  get events() {
    return { alias: () => true, model: () => true };
  }

  #later = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#later);
  }

  async load(signal) {
    const found = await this.inParts(views.models, 'models', signal);
    clearTimeout(this.#later);
    // What comes of a probe is no event.
    if (found.aliases.some(alias => alias.checking)) this.#later = setTimeout(() => this.reload(), AGAIN_MS);
    return found;
  }

  shown({ aliases, models, servingFault, next }) {
    if (!models.length && !aliases.length) {
      return html`<div class="head"><h1>Models</h1></div>${empty('No model yet', 'Models come from trainings, or by import. This trains one and lets an alias mean it:', './e2enet train --dataset brain --promote brain')}`;
    }
    return html`
      <div class="head"><h1>Models</h1></div>
      ${trouble(this.failed)}${fault(servingFault, 'What is loaded is not known.')}
      <section><h2>What serves</h2>
        ${aliases.length
          ? html`<div class="cards">${aliases.map(alias => this.#alias(alias, !servingFault))}</div>`
          : html`<p class="faint">No alias means a model yet: promote one below.</p>`}
      </section>
      <section><h2>Published models</h2>${this.#table(models, aliases)}${this.more(next)}
      </section>`;
  }

  #alias(alias, known) {
    const { modelId, members, servedModelId, checking, loaded, probeDeviation, probeTolerance, refused } = alias;
    const history = alias.history ?? [];
    const canGoBack = history.length > 1 || (history.length === 1 && history[0].change === 'demoted');
    return html`<article class="card" data-alias=${alias.alias}>
      <div class="head"><h3 class="wrap">${alias.alias}</h3>
        ${!known ? nothing : state(!modelId ? 'meaningless' : checking ? 'checking' : loaded ? 'loaded' : 'resting')}</div>
      <dl class="facts">
        <dt>Model</dt><dd>${modelId ?? 'none'}${members?.length ? html` <span class="faint">of ${members.join(', ')}</span>` : nothing}
          ${servedModelId && servedModelId !== modelId ? html`<br><span class="faint">${servedModelId} serves meanwhile</span>` : nothing}</dd>
        <dt>Probe</dt><dd>${probeDeviation === undefined
          ? html`<span class="faint">not checked while it is not loaded</span>`
          : html`off by ${figure(probeDeviation, 2)}, ${figure(probeTolerance)} is allowed <span class="faint">(${percent(probeDeviation / probeTolerance, 1)})</span>`}</dd>
      </dl>
      ${refused ? fault(refused.fault, `${refused.modelId} was refused; what served before goes on.`) : nothing}
      ${history.length
        ? html`<details ?open=${history.length < 4}><summary>History</summary><div class="scroll" tabindex="0" role="region" aria-label="History of ${alias.alias}"><table>
            <thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">By</th><th scope="col">Why</th></tr></thead>
            <tbody>${history.map(each => html`<tr><td>${when(each.at)}</td><td>${CHANGES[each.change] ?? each.change} ${each.modelId ?? ''}</td>
              <td class="wrap">${each.by ?? '–'}</td><td class="wrap">${each.reason ?? '–'}</td></tr>`)}</tbody></table></div></details>`
        : nothing}
      <div class="presets">
        <button type="button" ?disabled=${!canGoBack || this.busy} @click=${() => this.#rollBack(alias)}>Roll back …</button>
        <button type="button" class="danger" ?disabled=${!modelId || this.busy} @click=${() => this.#demote(alias)}>Take away …</button>
      </div>
    </article>`;
  }

  #table(models, aliases) {
    const meant = id => aliases.filter(alias => alias.modelId === id || alias.members?.includes(id)).map(alias => alias.alias);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Published models"><table>
      <thead><tr><th scope="col">Model</th><th scope="col">Data set</th><th scope="col">Run</th><th scope="col">Kind</th><th scope="col">Published</th><th scope="col" class="number">Steps</th>
        <th scope="col" class="number">Pseudo-Dice</th><th scope="col" class="number">Active weights</th><th scope="col" class="number">GFLOPs</th>
          <th scope="col">Serves as</th><th scope="col"><span class="unseen">Do</span></th></tr></thead>
      <tbody>${models.map(
        model => html`<tr data-model=${model.modelId}>
          <th scope="row"><span class="clip" title=${model.modelId}>${model.modelId}</span></th><td><span class="clip" title=${model.dataset}>${model.dataset}</span></td>
          <td>${model.runId !== model.modelId ? html`<a href=${at.run(model.runId)}>${model.runId}</a>` : html`<span class="faint">imported</span>`}</td><td>${model.kind.toLowerCase()}</td>
          <td>${when(model.publishedAt)}</td><td class="number">${figure(model.iteration)}</td><td class="number">${fixed(model.scores?.meanPseudoDice, 3)}</td>
          <td class="number">${weights(model.costs)}</td><td class="number">${model.costs ? fixed(model.costs.flopsExecuted / 1e9, 2) : '–'}</td>
          <td>${meant(model.modelId).map(alias => html`<span class="chip">${alias}</span>`)}</td>
          <td class="actions"><button type="button" ?disabled=${this.busy} @click=${() => this.#promote(model, aliases)}>Promote …</button>
            <a class="button" href=${infer.weights(model.modelId)} download="${model.modelId}.safetensors">Weights</a></td></tr>`,
      )}</tbody></table></div>`;
  }

  #why = { name: 'reason', label: 'Why', required: true };

  /** Who it is, is asked where no login says it. */
  #signed() {
    return this.data.byLogin ? [this.#why] : [{ name: 'by', label: 'Who', value: localStorage.getItem('who') ?? '', required: true }, this.#why];
  }

  async #promote(model, aliases) {
    const given = await ask({
      title: `Promote ${model.modelId}`,
      say: 'The alias means this model from then on. It serves once it has given the logits of its probe; until then, and if it does not, the one before goes on.',
      confirm: 'Promote',
      fields: [{ name: 'alias', label: 'Alias', value: aliases.find(alias => alias.alias === model.dataset)?.alias ?? aliases[0]?.alias ?? model.dataset, required: true }, ...this.#signed()],
    });
    await this.#call(given, () => send('PUT', train.alias(given.alias), { modelId: model.modelId, by: given.by, reason: given.reason }));
  }

  async #rollBack(alias) {
    const given = await ask({
      title: `Roll ${alias.alias} back`,
      say: 'It means again what it meant before its last change.',
      confirm: 'Roll back',
      fields: this.#signed(),
    });
    await this.#call(given, () => send('POST', train.rollback(alias.alias), { by: given.by, reason: given.reason }));
  }

  async #demote(alias) {
    const given = await ask({
      title: `Take ${alias.alias} away?`,
      say: 'Requests for it are refused from then on. Its models stay, and it can be rolled back.',
      confirm: 'Take away',
      danger: true,
    });
    await this.#call(given, () => send('DELETE', infer.alias(alias.alias)));
  }

  async #call(given, call) {
    if (!given || this.busy) return;
    if (given.by) localStorage.setItem('who', given.by);
    this.busy = true;
    this.failed = null;
    try {
      await call();
    } catch (failed) {
      this.failed = failed;
    } finally {
      this.busy = false;
      this.reload();
    }
  }
}

const millions = count => Number((count / 1e6).toPrecision(3));
const weights = costs => (costs ? `${millions(costs.paramsActive)} of ${millions(costs.paramsTotal)} M` : '–');

customElements.define('models-page', ModelsPage);
