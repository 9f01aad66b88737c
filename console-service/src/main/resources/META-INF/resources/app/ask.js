/** One question at a time, in a dialog: with fields, or yes and no. */
import { html, nothing, render } from '../vendor/lit.js';

/**
 * @param {{title: string, say?: string, confirm: string, danger?: boolean, fields?: {name: string, label: string, value?: string,
 *   required?: boolean, options?: string[]}[], body?: object}} question
 * @returns {Promise<?Object<string, string>>} what was given; null when nothing shall happen
 */
export function ask({ title, say, confirm, danger, fields = [], body }) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'question');
  document.body.append(dialog);
  return new Promise(settle => {
    let given = null;
    const done = event => {
      event.preventDefault();
      given = Object.fromEntries(new FormData(event.target));
      dialog.close();
    };
    // A question is of the page it was asked on.
    const leave = () => dialog.close();
    addEventListener('hashchange', leave);
    dialog.addEventListener('close', () => {
      removeEventListener('hashchange', leave);
      dialog.remove();
      settle(given);
    });
    const field = ({ name, label, value = '', required, options }) => html`<label class="field">${label}
      ${options
        ? html`<select name=${name}>${options.map(option => html`<option ?selected=${option === value}>${option}</option>`)}</select>`
        : html`<input type="text" name=${name} .value=${value} ?required=${required} maxlength="200" autocomplete="off">`}</label>`;
    render(
      html`<form @submit=${done}>
        <h2 id="question">${title}</h2>
        ${say ? html`<p class="wrap">${say}</p>` : nothing}${body ?? nothing}
        ${fields.map(field)}
        <div class="end">
          ${confirm ? html`<button type="button" @click=${() => dialog.close()}>Cancel</button>` : nothing}
          <button class=${danger ? 'danger' : 'main'}>${confirm || 'Close'}</button>
        </div>
      </form>`,
      dialog,
    );
    dialog.showModal();
  });
}
