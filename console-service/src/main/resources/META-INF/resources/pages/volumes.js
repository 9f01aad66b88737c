import { infer, ingest } from '../app/api.js';
import { original, written } from '../viewer/source.js';
import { onGrid } from '../viewer/space.js';

/** The volumes of a scan: each fetched once, when it is first wanted; overlays brought to the image's grid. */
export class ScanVolumes {
  image = {};
  #channel;
  #truth = {};
  #segmentations = new Map();
  #maps = new Map();
  #moved = new WeakMap();
  #layers = new Map();

  /**
   * @param {AbortSignal} left ends all fetching
   * @param {function()} told when something came or failed
   */
  constructor(scanId, view, left, told) {
    Object.assign(this, { scanId, view, left, told });
  }

  openImage(channel) {
    if (this.#channel === channel) return;
    this.#channel = channel;
    const first = !this.image.volume;
    this.#open({}, fetch => original(ingest.image(this.scanId, channel), { signal: this.left, channel }, share => this.#share(fetch, share)), entry => {
      if (this.#channel !== channel) return;
      this.image = entry;
      if (entry.volume && first) this.view.fit(entry.volume);
      this.#moved = new WeakMap();
    });
  }

  openTruth() {
    if (this.#truth.asked) return;
    this.#truth = { asked: true };
    this.#open(this.#truth, () => original(ingest.labels(this.scanId), { signal: this.left }));
  }

  openSegmentation(id) {
    this.#once(this.#segmentations, id, () => written(infer.segmentation(id), { signal: this.left }));
  }

  openUncertainty(id) {
    this.#once(this.#maps, id, () => written(infer.map(id, 'uncertainty'), { signal: this.left }));
  }

  #once(into, id, read) {
    if (into.has(id)) return;
    into.set(id, {});
    this.#open(into.get(id), read);
  }

  #share(entry, share) {
    const now = performance.now();
    if (now - (entry.shown ?? 0) < 100) return;
    Object.assign(entry, { share, shown: now });
    this.told();
  }

  async #open(entry, read, arrived = () => {}) {
    arrived(entry);
    try {
      entry.volume = await read(entry);
    } catch (trouble) {
      if (trouble.name === 'AbortError') return;
      entry.trouble = trouble;
    }
    arrived(entry);
    this.#layers.clear();
    this.told();
  }

  /** What keeps an overlay from being shown. */
  troubles(id) {
    return [this.#truth, this.#segmentations.get(id), this.#maps.get(id)].map(entry => entry?.trouble).filter(Boolean);
  }

  /** What a viewer shows with a prediction; the same object for as long as nothing came. */
  layers(id, labelled) {
    const image = this.image.volume;
    if (!image) return null;
    const key = `${id} ${labelled}`;
    if (!this.#layers.has(key)) {
      this.#layers.set(key, {
        image,
        truth: labelled ? this.#placed(this.#truth.volume) : null,
        segmentation: this.#placed(this.#segmentations.get(id)?.volume),
        uncertainty: this.#placed(this.#maps.get(id)?.volume),
      });
    }
    return this.#layers.get(key);
  }

  #placed(volume) {
    if (!volume) return null;
    if (!this.#moved.has(volume)) this.#moved.set(volume, onGrid(volume, this.image.volume));
    return this.#moved.get(volume);
  }
}
