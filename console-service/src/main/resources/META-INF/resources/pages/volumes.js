import { AGAIN_MS, infer, ingest, isAway } from '../app/api.js';
import { original, uploadedLabels, written, writtenLabels } from '../viewer/source.js';
import { onGrid } from '../viewer/space.js';
import { usualWindow } from '../viewer/state.js';

/**
 * The volumes of a scan: each fetched once, when it is first wanted, and let go when nobody looks at it any longer; overlays brought to the
 * image's grid. What a service keeps from coming is asked for again.
 */
export class ScanVolumes {
  image = {};
  channel;
  #fitted = false;
  #truth = null;
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
    if (this.channel === channel) return;
    this.channel = channel;
    this.image.stop?.abort();
    // The one before goes at once: two would not fit.
    this.#layers.clear();
    this.#moved = new WeakMap();
    this.image = this.#open(
      (signal, entry) => original(ingest.image(this.scanId, channel), { signal, channel }, share => this.#share(entry, share)),
      volume => this.#look(volume),
    );
    this.told();
  }

  /** Another channel lies in the same place, but has grey values of its own. */
  #look(volume) {
    if (this.#fitted) this.view.set(usualWindow(volume));
    else this.view.fit(volume);
    this.#fitted = true;
  }

  /** @param {string} sha256 of the file: one that was corrected is fetched, and the one before shown until it is there */
  openTruth(sha256) {
    const before = this.#truth;
    if (before && before.sha256 === sha256) return;
    before?.stop.abort();
    this.#truth = this.#open(signal => uploadedLabels(ingest.labels(this.scanId), { signal }));
    Object.assign(this.#truth, { sha256, volume: before?.volume });
  }

  /** @param {string[]} ids of the predictions that are looked at */
  openSegmentations(ids) {
    this.#only(this.#segmentations, ids, id => signal => writtenLabels(infer.segmentation(id), { signal }));
  }

  /** @param {string[]} ids of the predictions whose map is looked at */
  openUncertainties(ids) {
    this.#only(this.#maps, ids, id => signal => written(infer.map(id, 'uncertainty'), { signal }));
  }

  #only(entries, ids, readOf) {
    for (const [id, entry] of entries) {
      if (ids.includes(id)) continue;
      entry.stop.abort();
      entries.delete(id);
      this.#layers.clear();
    }
    ids.filter(id => !entries.has(id)).forEach(id => entries.set(id, this.#open(readOf(id))));
  }

  #share(entry, share) {
    const now = performance.now();
    if (now - (entry.shown ?? 0) < 100) return;
    Object.assign(entry, { share, shown: now });
    this.told();
  }

  #open(read, arrived = () => {}) {
    const entry = { stop: new AbortController() };
    this.#fetch(entry, read, arrived);
    return entry;
  }

  async #fetch(entry, read, arrived) {
    const signal = AbortSignal.any([this.left, entry.stop.signal]);
    try {
      const volume = await read(signal, entry);
      if (signal.aborted) return;
      Object.assign(entry, { volume, trouble: null });
      arrived(volume);
    } catch (trouble) {
      if (signal.aborted) return;
      entry.trouble = trouble;
      if (isAway(trouble)) setTimeout(() => signal.aborted || this.#fetch(entry, read, arrived), AGAIN_MS);
    }
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
        truth: labelled ? this.#placed(this.#truth?.volume) : null,
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
