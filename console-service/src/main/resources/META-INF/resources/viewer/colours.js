/** Colours of classes: Okabe and Ito's, which stay apart for colour-blind eyes, and two more, as in the demo's report. */
const CLASSES = [0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x3f7fd0, 0xd55e00, 0xcc79a7, 0x8f7ee7];

/** Where segmentation and truth differ. */
export const ERRORS = {
  extra: { colour: 0xe69f00, means: 'segmented, not in the truth' },
  missed: { colour: 0x56b4e9, means: 'in the truth, not segmented' },
  other: { colour: 0xcc79a7, means: 'another class than in the truth' },
};

/** Voxels that are no number. */
export const NO_NUMBER = 0xff00ff;

const TURN = 137.508; // the golden angle, in degrees: far from all before

/** @param {number} label 1 or more */
export function colourOf(label) {
  if (label <= CLASSES.length) return CLASSES[label - 1];
  return fromHsl((label * TURN) % 360, 0.6, label % 2 ? 0.62 : 0.46);
}

export const css = colour => `#${colour.toString(16).padStart(6, '0')}`;

function fromHsl(hue, saturation, light) {
  const reach = saturation * Math.min(light, 1 - light);
  const part = n => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return (part(0) << 16) | (part(8) << 8) | part(4);
}

/** Dark to bright for shares 0 to 1, told apart by lightness alone: after matplotlib's "plasma". */
const STOPS = [0x0d0887, 0x7e03a8, 0xcc4778, 0xf89540, 0xf0f921];

export function heat(share) {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const low = Math.min(STOPS.length - 2, Math.floor(place));
  const part = shift => {
    const from = (STOPS[low] >> shift) & 255;
    return Math.round(from + ((((STOPS[low + 1] >> shift) & 255) - from) * (place - low)));
  };
  return (part(16) << 16) | (part(8) << 8) | part(0);
}
