import { html, nothing } from '../vendor/lit.js';
import { get, ingest, send, train, views } from '../app/api.js';
import { ask } from '../app/ask.js';
import { Page } from '../app/page.js';
import { at, bar, empty, fault, state, trouble, when } from '../app/parts.js';
import { duration, figure, fixed, percent } from '../app/words.js';
import '../training/run-curves.js';
import '../training/fusion-topology.js';

const stateOf = run => {
  const states = run.folds.map(fold => (fold.progress ?? fold).state.toLowerCase());
  const has = name => states.includes(name);
  // Between two folds none runs, and the next one's turn comes.
  const going = has('running') || (has('requested') && states.some(name => name !== 'requested'));
  if (run.stopping && (going || !states.length)) return 'stopping';
  return going ? 'running' : (['failed', 'cancelled', 'finished'].find(has) ?? 'requested');
};

/** What was left when it was last heard of, less the time since; nothing once that is over. */
function remaining(seconds, since) {
  const left = seconds - Math.max(0, (Date.now() - Date.parse(since)) / 1000);
  return left > 0 ? duration(left) : '–';
}

/** All runs. */
class TrainingPage extends Page {
  get events() {
    return { training: () => true };
  }

  load(signal) {
    return this.inParts(views.runs, 'runs', signal);
  }

  shown({ runs, next }) {
    return html`<div class="head"><h1>Training</h1></div>
      ${runs.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table>
            <thead><tr><th scope="col">Run</th><th scope="col">Data set</th><th scope="col">State</th><th scope="col">Last heard</th><th scope="col">Folds</th><th scope="col">Steps</th>
              <th scope="col" class="number">Loss</th><th scope="col" class="number">Pseudo-Dice</th><th scope="col" class="number">Left</th></tr></thead>
            <tbody>${runs.map(run => this.#row(run))}</tbody></table></div>
          ${this.more(next)}`
        : empty('No training yet', 'Scans with truth can be learned from. This trains on all of a data set and lets an alias mean the model:', './e2enet train --dataset brain --promote brain')}`;
  }

  #row(run) {
    const done = run.folds.reduce((sum, fold) => sum + fold.iteration, 0);
    const all = run.folds.reduce((sum, fold) => sum + fold.iterations, 0);
    const last = run.folds.find(fold => fold.state === 'RUNNING') ?? run.folds.at(-1);
    const left = run.folds.reduce((sum, fold) => sum + (fold.secondsLeft ?? 0), 0);
    return html`<tr data-run=${run.runId}>
      <th scope="row"><a href=${at.run(run.runId)} title=${run.runId}><span class="clip">${run.runId}</span></a></th><td><span class="clip" title=${run.dataset}>${run.dataset}</span></td>
      <td>${state(stateOf(run))}</td><td>${when(run.changedAt)}</td><td>${run.folds.length}</td>
      <td>${bar(all ? done / all : 0, `${done} of ${all} steps`)} <span class="faint">${figure(done)} of ${figure(all)}</span></td>
      <td class="number">${fixed(last?.loss, 3)}</td><td class="number">${fixed(last?.meanPseudoDice, 3)}</td>
      <td class="number">${stateOf(run) === 'running' ? remaining(left, run.changedAt) : '–'}</td></tr>`;
  }
}
customElements.define('training-page', TrainingPage);

/** One run: curves and topology, fold by fold, as they grow. */
class RunPage extends Page {
  static properties = { fold: { state: true }, failed: { state: true } };

  get events() {
    const own = told => told.runId === this.id;
    return { training: own, topology: own };
  }

  async load(signal) {
    const run = await get(views.run(this.id), signal);
    this.names ??= await get(ingest.dataset(run.dataset), signal).then(found => found.labels).catch(() => ({}));
    return run;
  }

  shown(run) {
    const fold = run.folds.find(each => each.fold === this.fold) ?? run.folds[0];
    const now = stateOf(run);
    return html`
      <p class="crumb"><a href=${at.training}>Training</a> / <span class="wrap">${run.dataset}</span></p>
      <div class="head"><h1 class="wrap">Run ${run.runId}</h1>${state(now)} ${run.changedAt ? html`<span class="faint">heard of ${when(run.changedAt)}</span>` : nothing}
        <div class="end">${run.folds.length > 1
          ? html`<label class="check">Fold <select name="fold" @change=${event => (this.fold = Number(event.target.value))}>
              ${run.folds.map(each => html`<option value=${each.fold} .selected=${each === fold}>${each.fold}: ${each.progress.state.toLowerCase()}</option>`)}</select></label>`
          : nothing}
          ${now === 'running' || now === 'requested' ? html`<button type="button" class="danger" ?disabled=${run.stopping} @click=${this.#stop}>Stop …</button>` : nothing}</div></div>
      ${trouble(this.failed)}
      ${fold ? this.#fold(run, fold) : html`<p class="faint">Its turn has not come yet.</p>`}`;
  }

  async #stop() {
    const sure = await ask({
      title: 'Stop this run?',
      say: 'A fold in work ends after its step, one that waits when its turn comes. Finished folds and their models stay. The run cannot be gone on with.',
      confirm: 'Stop',
      danger: true,
    });
    if (!sure) return;
    try {
      this.failed = null;
      await send('DELETE', train.run(this.id));
    } catch (failed) {
      this.failed = failed;
    }
    this.reload();
  }

  #fold(run, fold) {
    const { progress, plan } = fold;
    const absent = progress.absentLabels ?? [];
    return html`
      ${fault(progress.fault, 'This fold failed.')}
      ${absent.length ? html`<div class="note warn"><p>No training case shows ${absent.length > 1 ? 'the labels' : 'the label'} ${absent.join(', ')}: it cannot be learned here.</p></div>` : nothing}
      <div class="card"><dl class="facts">
        <dt>Progress</dt><dd>${bar(progress.iterations ? progress.iteration / progress.iterations : 0, 'progress')} step ${figure(progress.iteration)} of ${figure(progress.iterations)}, epoch ${progress.epoch} of ${progress.epochs}
          ${progress.state === 'RUNNING' ? html`<span class="faint">· ${remaining(progress.secondsLeft, run.changedAt)} left at ${fixed(progress.secondsPerIteration, 2)} s a step</span>` : nothing}</dd>
        <dt>Cases</dt><dd>${fold.scans} to learn from, ${fold.validationScans} to validate</dd>
        ${plan ? html`<dt>Network</dt><dd>${plan.architecture}, patch ${plan.patch ? [...plan.patch].reverse().join(' × ') : '–'}, sparsity ${fixed(plan.sparsity, 2)}, channels ${plan.channels?.join(', ')}</dd>` : nothing}
        <dt>Model</dt><dd>${fold.modelId ? html`<a href=${at.models}>${fold.modelId}</a>${run.promoteTo ? html` <span class="faint">for ${run.promoteTo}</span>` : nothing}` : html`<span class="faint">not yet</span>`}</dd></dl></div>
      ${fold.epochs.length
        ? html`<section><run-curves .names=${this.names} .epochs=${fold.epochs} .updates=${fold.updates}></run-curves></section>`
        : html`<section><p class="faint">Curves begin with the first finished epoch.</p></section>`}
      ${fold.updates.some(update => update.nodes?.length)
        ? html`<section><fusion-topology .updates=${fold.updates}></fusion-topology></section>`
        : html`<section><p class="faint">${fold.updates.length ? `${percent(fold.updates.at(-1).exploredShare, 1)} of all connections were active at some time.` : 'This network has no dynamic topology, or has not told of it yet.'}</p></section>`}`;
  }
}
customElements.define('run-page', RunPage);
