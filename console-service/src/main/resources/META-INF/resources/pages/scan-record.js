import { html, LitElement, nothing, repeat } from '../vendor/lit.js';
import { infer, ingest, send } from '../app/api.js';
import { bar, flags, state, trouble, when } from '../app/parts.js';
import { bytes, duration, figure, fileName, fixed, millimetres, moment, short, sizes } from '../app/words.js';

/** Below the picture: every prediction, what is unusual, and where all comes from. */
class ScanRecord extends LitElement {
  static properties = { data: { attribute: false }, chosen: { attribute: false }, progress: { attribute: false }, failed: { state: true } };

  createRenderRoot() {
    return this;
  }

  render() {
    const chosen = this.data.predictions.find(prediction => prediction.predictionId === this.chosen);
    return html`${trouble(this.failed)}
      ${this.#predictions()}
      <div class="columns">
        <section>${this.#scan()}</section>
        ${chosen?.result ? html`<section>${this.#provenance(chosen.result)}</section>${this.#unusual(chosen.result.quality)}` : nothing}
      </div>`;
  }

  #predictions() {
    const { predictions } = this.data;
    if (!predictions.length) return nothing;
    return html`<h2>Predictions</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Predictions"><table>
        <thead><tr><th scope="col">Prediction</th><th scope="col">State</th><th scope="col">Alias</th><th scope="col">Model</th><th scope="col">When</th>
          <th scope="col" class="number">Mean Dice</th><th scope="col" class="number">Seconds</th><th scope="col">Flags</th><th scope="col"><span class="unseen">Do</span></th></tr></thead>
        <tbody>${repeat(predictions, prediction => prediction.predictionId, prediction => this.#row(prediction))}</tbody></table></div>`;
  }

  #row(prediction) {
    const { predictionId, result } = prediction;
    const told = this.progress.get(predictionId);
    const running = prediction.state === 'queued' && told ? told : null;
    const seconds = result && Object.values(result.provenance.seconds ?? {}).reduce((sum, value) => sum + value, 0);
    const choose = () => this.dispatchEvent(new CustomEvent('choose', { detail: { chosen: predictionId }, bubbles: true }));
    return html`<tr class=${predictionId === this.chosen ? 'chosen' : ''} data-prediction=${predictionId}>
      <th scope="row"><span class="id" title=${predictionId}>${short(predictionId)}</span></th>
      <td>${running ? this.#running(running) : state(prediction.state)}</td>
      <td><span class="clip" title=${prediction.alias ?? ''}>${prediction.alias ?? '–'}</span></td>
      <td><span class="clip" title=${prediction.modelId ?? ''}>${prediction.modelId ?? '–'}</span></td>
      <td>${when(prediction.at)}</td>
      <td class="number">${fixed(prediction.score?.meanDice, 3)}</td>
      <td class="number">${fixed(seconds, 1)}</td>
      <td>${prediction.fault ? html`<strong>${prediction.fault.code}</strong> ${prediction.fault.what}<br><span class="faint">${prediction.fault.mend}</span>` : flags(result?.provenance.flags)}</td>
      <td class="actions">
        ${prediction.state === 'completed' ? html`<button type="button" ?disabled=${predictionId === this.chosen} @click=${choose}>Show</button> <a class="button" href=${infer.segmentation(predictionId)} download="${predictionId}.nii.gz">Download</a>` : nothing}
        ${prediction.state === 'queued' ? html`<button type="button" @click=${() => this.#cancel(predictionId)}>Cancel</button>` : nothing}
      </td></tr>`;
  }

  #running(told) {
    if (told.state !== 'running' || !told.windowsTotal) return state(told.state, told.place ? `place ${told.place}` : '');
    const share = told.windowsDone / told.windowsTotal;
    return html`${bar(share, `${Math.round(share * 100)} %`)} <span class="faint">${told.secondsLeft === undefined ? told.stage : `${duration(told.secondsLeft)} left`}</span>`;
  }

  async #cancel(id) {
    try {
      this.failed = null;
      await send('DELETE', infer.prediction(id));
    } catch (failed) {
      this.failed = failed;
    }
  }

  #scan() {
    const { scan, images, labels } = this.data;
    return html`<h2>Scan</h2><dl class="facts">
      <dt>Id</dt><dd class="id">${scan.scanId}</dd>
      <dt>Data set</dt><dd>${scan.dataset}</dd>
      <dt>Received</dt><dd>${moment(scan.receivedAt)}</dd>
      <dt>Prepared as</dt><dd>${sizes(scan.voxels)} voxels of ${millimetres(scan.spacingMm)} mm</dd>
      ${(images ?? []).map(image => html`<dt>Channel ${image.channel}</dt><dd><a href=${ingest.image(scan.scanId, image.channel)} download=${fileName(scan.scanId, image, image.channel)}>${image.name ?? 'File'}</a>, ${bytes(image.bytes)}</dd>`)}
      <dt>Truth</dt><dd>${labels ? html`<a href=${ingest.labels(scan.scanId)} download=${fileName(scan.scanId, labels)}>File</a>, ${bytes(labels.bytes)}` : 'none'}</dd></dl>`;
  }

  #provenance({ predictionId, modelId, provenance, segmentation }) {
    const { engine, versions, windows, seconds, peakMiB, scanSha256, weightsSha256, memberWeights } = provenance;
    return html`<h2>Where it comes from</h2><dl class="facts">
      <dt>Prediction</dt><dd class="id">${predictionId}</dd>
      <dt>Model</dt><dd>${modelId}</dd>
      <dt>Engine</dt><dd>${engine}, ${windows} windows, ${duration(Object.values(seconds ?? {}).reduce((a, b) => a + b, 0))}${peakMiB > 0 ? `, ${peakMiB} MiB at most` : ''}</dd>
      <dt>Versions</dt><dd>${Object.entries(versions ?? {}).map(([name, version]) => `${name} ${version}`).join(', ')}</dd>
      <dt>Scan’s SHA-256</dt><dd class="id">${scanSha256}</dd>
      <dt>Weights’ SHA-256</dt><dd class="id">${weightsSha256}</dd>
      ${Object.entries(memberWeights ?? {}).map(([member, hash]) => html`<dt>${member}</dt><dd class="id">${hash}</dd>`)}
      <dt>Result’s SHA-256</dt><dd class="id">${segmentation.sha256}</dd></dl>`;
  }

  #unusual(quality) {
    if (!quality) return nothing;
    const range = ({ low, high }) => `${low === undefined || low === null ? 'up' : figure(low)} to ${high === undefined || high === null ? 'any' : figure(high)}`;
    return html`<section><h2>Against what the model learned from</h2>
      ${!quality.judged
        ? html`<p class="faint">The model has no reference: nothing is judged.</p>`
        : quality.findings?.length
          ? html`<div class="scroll" tabindex="0" role="region" aria-label="Unusual measures"><table><thead><tr><th scope="col">Unusual</th>
            <th scope="col" class="number">Here</th><th scope="col" class="number">Usual</th></tr></thead>
              <tbody>${quality.findings.map(found => html`<tr><th scope="row">${found.measure}</th><td class="number">${figure(found.value)}</td>
                <td class="number">${range(found)}</td></tr>`)}</tbody></table></div>`
          : html`<p>${state('completed')} All ${Object.keys(quality.measures ?? {}).length} measures lie where they usually do.</p>`}
    </section>`;
  }
}
customElements.define('scan-record', ScanRecord);
