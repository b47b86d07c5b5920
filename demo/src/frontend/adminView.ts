// The page on which the shop is broken on purpose: scenarios, single faults, and what is on. admin.js brings it to life.
import { FAULT_INFO, FAULT_KINDS, type FaultKind } from '../faults/kinds.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { html, type Html } from './html.ts';

export function adminView(): Html {
  return html`
    <section class="hero">
      <h1>Break things</h1>
      <p>Switch something on, then find the cause in WatchingCat. The answers are in docs/demo-scenarios.md.</p>
    </section>
    <section aria-labelledby="now">
      <h2 id="now">On now</h2>
      <ul class="active" id="active" aria-live="polite">
        <li class="hint">Looking…</li>
      </ul>
      <button type="button" class="quiet" id="stop-all">Stop everything</button>
    </section>
    <section aria-labelledby="scenarios">
      <h2 id="scenarios">Scenarios</h2>
      <p class="hint">They start and stop by themselves.</p>
      <ul class="switches">
        ${SCENARIOS.map(
          ({ name, summary, durationSeconds }) =>
            html`<li class="card">
              <h3>${name}</h3>
              <p>${summary}</p>
              <button type="button" data-scenario="${name}" aria-label="Start ${name}">
                Start for ${durationSeconds / 60} min
              </button>
            </li>`,
        )}
      </ul>
    </section>
    <section aria-labelledby="faults">
      <h2 id="faults">Single faults</h2>
      <ul class="switches">
        ${FAULT_KINDS.map(faultSwitch)}
      </ul>
    </section>
  `;
}

function faultSwitch(kind: FaultKind): Html {
  const { summary, unit, min, max, initial, targets } = FAULT_INFO[kind];
  return html`<li class="card">
    <form data-fault="${kind}">
      <h3>${kind}</h3>
      <p>${summary}</p>
      <label
        >Where
        <select name="target">
          ${targets.map((target) => html`<option>${target}</option>`)}
        </select></label
      >
      <label
        >How much (${unit})
        <input name="intensity" type="number" step="any" min="${min}" max="${max}" value="${initial}" required
      /></label>
      <label>Seconds <input name="durationSeconds" type="number" min="1" max="86400" placeholder="no limit" /></label>
      <button type="submit" aria-label="Start ${kind}">Start</button>
    </form>
  </li>`;
}
