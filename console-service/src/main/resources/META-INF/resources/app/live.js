/** The one stream of events, for all that is shown. A connection that breaks is taken up again; what may have been missed is read anew. */
import { AGAIN_MS } from './api.js';

const NAMES = ['scan', 'prediction', 'score', 'standings', 'model', 'alias', 'training', 'topology', 'letter', 'series'];

class Live extends EventTarget {
  #source = null;
  #timer = 0;
  /** Whether the stream stands; undefined before the first answer. */
  connected = undefined;

  start() {
    this.#source?.close();
    this.#source = new EventSource('/api/events');
    this.#source.onopen = () => {
      const broken = this.connected === false;
      this.#tell(true);
      // The stream goes on where it ended, if it knows where that was: views are read again in any case.
      if (broken) this.reset();
    };
    this.#source.onerror = () => {
      this.#tell(false);
      // The browser comes back by itself, but not after an answer that was an error.
      if (this.#source.readyState === EventSource.CLOSED) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.start(), AGAIN_MS);
      }
    };
    this.#source.addEventListener('reset', () => this.reset());
    for (const name of NAMES) {
      this.#source.addEventListener(name, event => this.#event(name, event.data));
    }
  }

  #event(name, data) {
    let detail;
    try {
      detail = JSON.parse(data);
    } catch {
      return;
    }
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Something may have gone unheard: all is read again. */
  reset() {
    this.dispatchEvent(new Event('reset'));
  }

  #tell(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.dispatchEvent(new Event('connection'));
  }
}

export const live = new Live();

/**
 * Calls back for some events until it is stopped.
 *
 * @param {Object<string, function(object)>} listeners by event
 * @returns {function()} stops
 */
export function follow(listeners) {
  const own = Object.entries(listeners).map(([name, listener]) => [name, event => listener(event.detail)]);
  own.forEach(([name, listener]) => live.addEventListener(name, listener));
  return () => own.forEach(([name, listener]) => live.removeEventListener(name, listener));
}
