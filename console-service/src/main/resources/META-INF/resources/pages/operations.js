import { html, nothing, repeat } from '../vendor/lit.js';
import { dicom, get, letters, send, views } from '../app/api.js';
import { ask } from '../app/ask.js';
import { Page } from '../app/page.js';
import { bar, empty, fault, state, trouble } from '../app/parts.js';
import { bytes, duration, figure, moment, percent } from '../app/words.js';

const LOOK_MS = 5_000;

/** Whether all runs: services, lag, what was put aside, room in the store. */
class OperationsPage extends Page {
  static properties = { failed: { state: true }, said: { state: true }, busy: { state: true } };

  #timer = 0;

  constructor() {
    super();
    /** Letters that something is being done with: a second click does nothing. */
    this.busy = new Set();
  }

  get events() {
    return { letter: () => true, series: () => true };
  }

  connectedCallback() {
    super.connectedCallback();
    // Lag and health are no events.
    this.#timer = setInterval(() => document.hidden || this.reload(), LOOK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async load(signal) {
    const [now, put] = await Promise.all([get(views.operations, signal), this.#letters(signal)]);
    const hasArchives = now.services.some(service => service.service === 'dicom-service' && service.up);
    const [archives, series] = hasArchives ? await Promise.all([dicom.archives, dicom.series].map(at => get(at, signal).catch(() => null))) : [];
    return { ...now, put, archives, series };
  }

  async #letters(signal) {
    try {
      return await this.inParts(letters.list, 'letters', signal);
    } catch (failed) {
      if (failed.name === 'AbortError') throw failed;
      return { letters: [], failed };
    }
  }

  shown(now) {
    return html`
      <div class="head"><h1>Operations</h1>
        ${now.grafana ? html`<div class="end"><a class="button" href=${now.grafana} target="_blank" rel="noopener noreferrer">Dashboards in Grafana ↗</a></div>` : nothing}</div>
      ${trouble(this.failed)}${fault(now.brokerFault, 'The broker does not answer.')}
      <div class="columns">
        <section>${this.#services(now)}</section>
        <section>${this.#lag(now.groups)}</section>
      </div>
      <section>${this.#put(now.put)}</section>
      ${now.archives ? html`<section>${this.#archive(now)}</section>` : nothing}`;
  }

  #services({ services, store }) {
    const word = service => (!service.up ? 'down' : service.ready ? 'up' : 'waiting');
    const waits = service => service.waits.map(wait => [wait.check, ...Object.values(wait.data ?? {})].join(' ')).join(', ');
    const used = store ? 1 - store.freeBytes / store.totalBytes : 0;
    return html`<h2>Services</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Services"><table>
        <thead><tr><th scope="col">Service</th><th scope="col">State</th><th scope="col">Waits for</th></tr></thead>
        <tbody>${services.map(service => html`<tr data-service=${service.service}><th scope="row">${service.service}</th><td>${state(word(service))}</td>
          <td class="wrap">${waits(service) || html`<span class="faint">nothing</span>`}</td></tr>`)}</tbody></table></div>
      ${store ? html`<dl class="facts"><dt>Store</dt><dd>${bar(used, `${percent(used)} used`)} ${bytes(store.freeBytes)} of ${bytes(store.totalBytes)} free</dd></dl>` : nothing}`;
  }

  #lag(groups) {
    if (!groups) return html`<h2>Lag</h2><p class="faint">Not known while the broker is away.</p>`;
    return html`<h2>Lag</h2>
      ${groups.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-label="Lag"><table>
            <thead><tr><th scope="col">Topic</th><th scope="col">Read by</th><th scope="col" class="number">Members</th><th scope="col" class="number">Records behind</th></tr></thead>
            <tbody>${[...groups].sort((a, b) => b.lag - a.lag).map(group => html`<tr><th scope="row" class="wrap">${group.topic}</th><td>${group.group}</td>
              <td class="number">${group.members || html`<strong>none</strong>`}</td>
              <td class="number">${group.lag ? html`<strong>${figure(group.lag)}</strong>` : html`<span class="faint">0</span>`}</td></tr>`)}</tbody></table></div>`
        : html`<p class="faint">Nobody has read anything yet.</p>`}`;
  }

  #put({ letters: found, next, failed }) {
    const open = found.filter(letter => !letter.replayedAt);
    return html`
      <div class="head"><h2>Dead letters</h2>
        <div class="end">${open.length > 1 ? html`<button type="button" ?disabled=${this.busy.has('all')} @click=${() => this.#all(next ? `letters, more than ${open.length}` : `${open.length} letters`)}>Replay all …</button>` : nothing}</div></div>
      ${trouble(failed)}
      ${this.said ? html`<div class="note" role="status"><p>${this.said}</p></div>` : nothing}
      ${found.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-label="Dead letters"><table>
            <thead><tr><th scope="col">Letter</th><th scope="col">Topic</th><th scope="col">Stage</th><th scope="col">Code</th><th scope="col" class="number">Age</th>
              <th scope="col"><span class="unseen">Do</span></th></tr></thead>
            <tbody>${repeat(found, letter => letter.id, letter => this.#letter(letter))}</tbody></table></div>
            ${this.more(next)}`
        : failed ? nothing : empty('Nothing was put aside', 'Records that cannot be handled come here, with stage and code. Once the cause is mended they are replayed; every effect happens once.')}`;
  }

  #letter(letter) {
    const busy = this.busy.has(letter.id) || this.busy.has('all');
    return html`<tr data-letter=${letter.id}>
      <th scope="row"><span class="id wrap">${letter.id}</span></th><td class="wrap">${letter.topic}</td><td>${letter.stage}</td><td><strong>${letter.code}</strong></td>
      <td class="number" title=${moment(letter.since)}>${duration(letter.ageSeconds)}</td>
      <td class="actions">${letter.replayedAt
        ? html`<span class="faint">replayed</span>`
        : html`<button type="button" ?disabled=${busy} @click=${() => this.#one(letter, letters.replay, 'was sent to its topic again')}>Replay</button>
            <button type="button" ?disabled=${busy} @click=${() => this.#dismiss(letter)}>Dismiss …</button>`}</td></tr>`;
  }

  async #dismiss(letter) {
    const sure = await ask({ title: 'Dismiss this letter?', say: `${letter.id} is listed no longer and never replayed.`, confirm: 'Dismiss', danger: true });
    if (sure) await this.#one(letter, letters.dismiss, 'is dismissed');
  }

  #one(letter, at, done) {
    return this.#call(letter.id, async () => {
      await send('POST', at(letter.id));
      return `${letter.id} ${done}.`;
    });
  }

  async #all(which) {
    const sure = await ask({ title: `Replay all ${which}?`, say: 'Each record is sent to its topic again, once. Do this when their cause is mended.', confirm: 'Replay all' });
    if (!sure) return;
    await this.#call('all', async () => {
      const { replayed } = await send('POST', letters.replayAll());
      return `${replayed} letters were sent to their topics again.`;
    });
  }

  async #call(key, call) {
    if (this.busy.has(key)) return;
    this.busy = new Set(this.busy).add(key);
    this.failed = null;
    try {
      this.said = await call();
    } catch (failed) {
      this.said = '';
      this.failed = failed;
      this.#free(key);
    } finally {
      // A letter that is done stays so until the list is read again.
      if (key === 'all') this.#free(key);
      this.reload();
    }
  }

  #free(key) {
    const rest = new Set(this.busy);
    rest.delete(key);
    this.busy = rest;
  }

  #archive({ archives, series }) {
    const counts = Object.entries(Object.groupBy(series ?? [], each => each.state)).map(([name, all]) => `${all.length} ${name.toLowerCase()}`);
    return html`<h2>Archives</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Archives"><table>
        <thead><tr><th scope="col">Archive</th><th scope="col">Kind</th><th scope="col" class="number">To look at</th><th scope="col">Trouble</th></tr></thead>
        <tbody>${archives.map(archive => html`<tr><th scope="row">${archive.name}</th><td>${archive.kind.toLowerCase()}</td>
          <td class="number">${figure(archive.toLookAt)}</td>
          <td>${archive.trouble ? `${archive.trouble.code} ${archive.trouble.what}` : html`<span class="faint">none</span>`}</td></tr>`)}</tbody></table></div>
      ${counts.length ? html`<p class="faint">Series: ${counts.join(', ')}.</p>` : nothing}`;
  }
}
customElements.define('operations-page', OperationsPage);
