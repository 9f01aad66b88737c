import { html, LitElement } from '../vendor/lit.js';
import { follow } from './live.js';
import { trouble } from './parts.js';

const GATHER_MS = 150;

/**
 * A page: read at its beginning, read again when events say so, shown as it was until the answer is there. Names are drawn as text: no page puts
 * markup together.
 */
export class Page extends LitElement {
  static properties = { data: { state: true }, error: { state: true }, id: {} };

  #stop = null;
  #timer = 0;
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

  /** Which events it is read again for: name → whether this one matters. */
  get events() {
    return {};
  }

  connectedCallback() {
    super.connectedCallback();
    const again = () => this.reload();
    this.#stop = follow({
      ...Object.fromEntries(Object.entries(this.events).map(([name, matters]) => [name, detail => matters(detail) && again()])),
      reset: again,
    });
    this.#read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#left.abort();
    clearTimeout(this.#timer);
  }

  get left() {
    return this.#left.signal;
  }

  /** Reads again, soon: many events make one reading. */
  reload() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), GATHER_MS);
  }

  async #read() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      this.data = await this.load(this.#left.signal);
      this.error = null;
    } catch (failed) {
      if (failed.name !== 'AbortError') this.error = failed;
    } finally {
      this.#busy = false;
      this.dispatchEvent(new CustomEvent('page-read', { bubbles: true, detail: this.error }));
      if (this.#again && this.isConnected) {
        this.#again = false;
        this.reload();
      }
    }
  }

  render() {
    if (!this.data) return this.error ? trouble(this.error) : html`<p class="faint" role="status">Reading …</p>`;
    return html`${trouble(this.error)}${this.shown(this.data)}`;
  }
}
