import { html, keyed, LitElement, nothing } from '../vendor/lit.js';
import { AGAIN_MS, get, isAway, views } from './api.js';
import { live } from './live.js';
import { at, trouble } from './parts.js';

/** Pages by the first word of the fragment, each fetched when it is asked for. */
const PAGES = [
  { name: 'scans', title: 'Scans', module: id => (id ? import('../pages/scan.js') : import('../pages/scans.js')), list: () => html`<scans-page></scans-page>`, one: id => html`<scan-page .id=${id}></scan-page>` },
  { name: 'models', title: 'Models', module: () => import('../pages/models.js'), list: () => html`<models-page></models-page>` },
  { name: 'training', title: 'Training', module: () => import('../pages/training.js'), list: () => html`<training-page></training-page>`, one: id => html`<run-page .id=${id}></run-page>` },
  { name: 'scores', title: 'Scores', module: () => import('../pages/scores.js'), list: () => html`<scores-page></scores-page>` },
  { name: 'operations', title: 'Operations', module: () => import('../pages/operations.js'), list: () => html`<operations-page></operations-page>` },
];
const FIRST_LOOK_MS = 1_500;
const CALM_MS = 20_000;
const NO_SUCH_PAGE = { message: 'There is no such page.', mend: 'Choose one above.' };
const NOWHERE = { title: 'No such page', module: () => Promise.reject(NO_SUCH_PAGE) };
const NOT_FETCHED = { message: 'This page could not be fetched.', mend: 'Load it again once the console answers.' };

class ConsoleApp extends LitElement {
  static properties = { route: { state: true }, down: { state: true }, connected: { state: true }, theme: { state: true } };

  #timer = 0;
  #asked = 0;
  #looks = 0;
  #newest = 0;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.down = [];
    this.theme = document.documentElement.dataset.theme ?? '';
    addEventListener('hashchange', () => this.#go());
    live.addEventListener('connection', () => {
      const first = this.connected === undefined && live.connected;
      this.connected = live.connected;
      if (!first) this.#look();
    });
    // A call that failed is the first to know.
    this.addEventListener('page-read', event => isAway(event.detail) && this.#look());
    // A file that is dropped beside its place would be opened instead of the console.
    for (const name of ['dragover', 'drop']) {
      addEventListener(name, event => event.dataTransfer?.types.includes('Files') && event.preventDefault());
    }
    live.start();
    this.#go(true);
    // What is asked for goes first: to ask every service takes as long as a page.
    this.#timer = setTimeout(() => this.#look(), FIRST_LOOK_MS);
  }

  async #go(first) {
    const [name, id] = location.hash.replace(/^#\//, '').split('/');
    const page = name ? PAGES.find(known => known.name === name) ?? NOWHERE : PAGES[0];
    const asked = ++this.#asked;
    let failed;
    await page.module(id).catch(why => (failed = why === NO_SUCH_PAGE ? why : NOT_FETCHED));
    if (asked !== this.#asked) return;
    this.route = { page, failed, id: id && page.one ? decoded(id) : undefined };
    document.title = `${this.route.id ?? page.title} · E2ENet`;
    if (first !== true) {
      await this.updateComplete;
      this.querySelector('main').focus();
      scrollTo(0, 0);
    }
  }

  /** Which services are down: seldom while all is well, often while not. */
  async #look() {
    clearTimeout(this.#timer);
    const look = ++this.#looks;
    const down = await get(views.operations).then(downOf, () => (this.connected === false ? [] : this.down));
    // Answers may overtake each other.
    if (look < this.#newest) return;
    this.#newest = look;
    // What it kept back is there now.
    if (this.down.some(name => !down.includes(name))) live.reset();
    this.down = down;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), down.length || this.connected === false ? AGAIN_MS : CALM_MS);
  }

  #turn() {
    const dark = document.documentElement.dataset.theme ? this.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    this.theme = dark ? 'light' : 'dark';
    document.documentElement.dataset.theme = this.theme;
    localStorage.setItem('theme', this.theme);
    dispatchEvent(new Event('theme'));
  }

  render() {
    if (!this.route) return nothing;
    const { page, id, failed } = this.route;
    return html`
      <a class="skip" href="#content" @click=${event => (event.preventDefault(), this.querySelector('main').focus())}>To the content</a>
      <header class="top">
        <a class="brand" href=${at.scans}><img src="/app/icon.svg" alt="">E2ENet</a>
        <nav aria-label="Pages">${PAGES.map(({ name, title }) => html`<a href="#/${name}" aria-current=${name === page.name ? 'page' : nothing}>${title}</a>`)}</nav>
        <div class="end">
          <span class="line-state ${this.connected === false ? 'away' : ''}" role="status"><i></i>${this.connected === false ? 'reconnecting' : 'live'}</span>
          <button type="button" class="plain" @click=${this.#turn} aria-label="Light or dark" title="Light or dark">◐</button>
        </div>
      </header>
      ${this.#banner()}
      <main id="content" tabindex="-1">${failed ? trouble(failed) : id === undefined ? page.list() : keyed(id, page.one(id))}</main>`;
  }

  #banner() {
    if (this.connected === false) {
      return html`<div class="banner" role="alert"><strong>No connection to the console.</strong> It is tried again by itself; what happens meanwhile is shown then.</div>`;
    }
    return this.down.length
      ? html`<div class="banner" role="alert"><strong>${this.down.join(', ')} ${this.down.length > 1 ? 'do' : 'does'} not answer.</strong> All else goes on; nothing is lost, and this goes away by itself. <a href=${at.operations}>Operations</a></div>`
      : nothing;
  }
}

const downOf = ({ services, brokerFault }) => [...services.filter(service => !service.up).map(service => service.service), ...(brokerFault ? ['the broker'] : [])];

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

customElements.define('console-app', ConsoleApp);
