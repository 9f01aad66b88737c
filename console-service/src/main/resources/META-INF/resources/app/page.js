import { html, LitElement, nothing } from '../vendor/lit.js';
import { AGAIN_MS, get, isAway } from './api.js';
import { follow } from './live.js';
import { trouble } from './parts.js';

const GATHER_MS = 150;
/** Ages and times that are left are told anew this often. */
const TICK_MS = 15_000;

/**
 * A page: read at its beginning, read again when events say so, shown as it was until the answer is there. Names are drawn as text: no page puts
 * markup together.
 */
export class Page extends LitElement {
  static properties = { data: { state: true }, error: { state: true }, id: {} };

  #stop = null;
  #timer = 0;
  #tick = 0;
  #retry = 0;
  #parts = 1;
  #busy = false;
  #again = false;
  #left = new AbortController();

  createRenderRoot() {
    return this;
  }

  /** What it shows. @param {AbortSignal} signal ends with the page */
  async load(_signal) {
    return {};
  }

  /** Which events it is read again for: name → whether this one matters. After `reset` it always is. */
  get events() {
    return {};
  }

  connectedCallback() {
    super.connectedCallback();
    const events = { reset: () => true, ...this.events };
    this.#stop = follow(Object.fromEntries(Object.entries(events).map(([name, matters]) => [name, detail => matters(detail) && this.reload()])));
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
    this.#read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#stop();
    this.#left.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
  }

  get left() {
    return this.#left.signal;
  }

  /** Reads again, soon: many events make one reading, and however many come do not put it off. */
  reload() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#read();
    }, GATHER_MS);
  }

  /** The parts of a list that were asked for, as one. @param {function(string=): string} at address of the part after a place */
  async inParts(at, rows, signal) {
    const whole = await get(at(), signal);
    for (let part = 1; part < this.#parts && whole.next; part++) {
      const page = await get(at(whole.next), signal);
      whole[rows].push(...page[rows]);
      whole.next = page.next;
    }
    return whole;
  }

  /** The list is another one: of its first part. */
  fromTheTop() {
    this.#parts = 1;
    this.reload();
  }

  /** @param next of a list's last part */
  more(next) {
    return next ? html`<div class="more"><button type="button" @click=${() => (this.#parts++, this.reload())}>Show more</button></div>` : nothing;
  }

  async #read() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    clearTimeout(this.#retry);
    try {
      this.data = await this.load(this.#left.signal);
      this.error = null;
    } catch (failed) {
      if (failed.name !== 'AbortError') this.error = failed;
    }
    this.#busy = false;
    if (!this.isConnected) return;
    this.dispatchEvent(new CustomEvent('page-read', { bubbles: true, detail: this.error }));
    if (this.#again) {
      this.#again = false;
      this.reload();
    } else if (isAway(this.error)) {
      this.#retry = setTimeout(() => this.reload(), AGAIN_MS);
    }
  }

  render() {
    if (!this.data) return this.error ? trouble(this.error) : html`<p class="faint" role="status">Reading …</p>`;
    return html`${trouble(this.error)}${this.shown(this.data)}`;
  }
}
