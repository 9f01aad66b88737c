/** Drawn from figures of metrics-service, in the page's own colours. */
import { html, svg } from '../vendor/lit.js';
import { colourOf, css } from '../viewer/colours.js';

const WIDE = 560;
const MARGIN = 165; // for the names at both ends of the ranks
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

/** PT over the weight of accuracy, a line a model. */
export function sweepFigure(sweep, now) {
  const points = [...sweep].sort((a, b) => a.alphas.alpha1 - b.alphas.alpha1);
  const models = Object.keys(points[0].pt);
  const values = points.flatMap(point => Object.values(point.pt));
  const [low, high] = [Math.min(...values, 0), Math.max(...values) || 1];
  const [left, right, top, bottom] = [44, WIDE - 12, 10, 210];
  const x = alpha => left + (right - left) * alpha;
  const y = value => bottom - ((bottom - top) * (value - low)) / (high - low || 1);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg class="figure" viewBox="0 0 ${WIDE} 248" role="img" aria-label="PT of ${models.length} models under weights from 0 to 1">
      ${ticks.map(tick => svg`<line class="grid" x1=${x(tick)} x2=${x(tick)} y1=${top} y2=${bottom}></line><text class="faint" x=${x(tick)} y=${bottom + 16} text-anchor="middle">${tick}</text>`)}
      ${ticks.map(tick => svg`<text class="faint" x=${left - 6} y=${y(low + (high - low) * tick) + 4} text-anchor="end">${(low + (high - low) * tick).toFixed(2)}</text>`)}
      <text class="faint" x=${(left + right) / 2} y=${bottom + 33} text-anchor="middle">weight of accuracy, α₁</text>
      <line x1=${x(now)} x2=${x(now)} y1=${top} y2=${bottom} stroke="var(--edge)" stroke-dasharray="3 4"></line>
      ${models.map((model, n) => svg`<polyline fill="none" stroke=${css(colourOf(n + 1))} stroke-width="2" stroke-dasharray=${DASHES[Math.floor(n / 2) % DASHES.length]} points=${points.map(point => `${x(point.alphas.alpha1)},${y(point.pt[model])}`).join(' ')}></polyline>`)}
    </svg>
    <ul class="key">${models.map((model, n) => html`<li><svg viewBox="0 0 20 10" aria-hidden="true"><path d="M0 5h20" stroke=${css(colourOf(n + 1))} stroke-width="2.5" stroke-dasharray=${DASHES[Math.floor(n / 2) % DASHES.length]} /></svg><span class="wrap">${model}</span></li>`)}</ul>`;
}

/** Critical-difference diagram: ranks along a line, best on the left, bars over those not told apart. */
export function ranksFigure({ models, averageRanks, groups, criticalDifference }) {
  const [left, right, line] = [MARGIN, WIDE - MARGIN, 52];
  const most = Math.max(2, models.length);
  const x = rank => left + ((right - left) * (rank - 1)) / (most - 1);
  const order = models.map((model, n) => ({ model, rank: averageRanks[n] })).sort((a, b) => a.rank - b.rank);
  const half = Math.ceil(order.length / 2);
  const barTop = line + 12;
  const below = barTop + groups.length * 9 + 12;
  const label = ({ model, rank }, n) => {
    const first = n < half;
    const down = below + (first ? n : order.length - 1 - n) * 19;
    const end = first ? left : right;
    const name = model.length > 18 ? `${model.slice(0, 17)}…` : model;
    return svg`<polyline fill="none" stroke="var(--edge)" points="${x(rank)},${line} ${x(rank)},${down} ${end},${down}"></polyline>
      <text x=${first ? end - 6 : end + 6} y=${down + 4} text-anchor=${first ? 'end' : 'start'}>${name} · ${rank.toFixed(2)}<title>${model}</title></text>`;
  };
  const rankOf = new Map(order.map(each => [each.model, each.rank]));
  return html`<svg class="figure" viewBox="0 0 ${WIDE} ${below + half * 19 + 4}" role="img" aria-label="Average ranks: ${order.map(each => `${each.model} ${each.rank.toFixed(2)}`).join(', ')}">
    <line x1=${x(1)} x2=${Math.min(right, x(1 + criticalDifference))} y1="18" y2="18" stroke="var(--ink)" stroke-width="2"></line>
    <text class="faint" x=${x(1)} y="12">critical difference ${criticalDifference.toFixed(2)}</text>
    <line x1=${left} x2=${right} y1=${line} y2=${line} stroke="var(--ink)"></line>
    ${Array.from({ length: most }, (_, n) => svg`<line x1=${x(n + 1)} x2=${x(n + 1)} y1=${line - 5} y2=${line} stroke="var(--ink)"></line><text class="faint" x=${x(n + 1)} y=${line - 9} text-anchor="middle">${n + 1}</text>`)}
    ${order.map(label)}
    ${groups.map((group, n) => {
      const ranks = group.map(model => rankOf.get(model));
      return svg`<line x1=${x(Math.min(...ranks)) - 4} x2=${x(Math.max(...ranks)) + 4} y1=${barTop + n * 9} y2=${barTop + n * 9} stroke="var(--accent)" stroke-width="5" stroke-linecap="round"></line>`;
    })}
  </svg>`;
}
