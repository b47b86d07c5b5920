// The admin page at work: starts and stops faults and scenarios and shows what is on. Runs in the browser, without any library.
const toast = document.getElementById('toast');
const active = document.getElementById('active');
let toastTimer;

function say(text) {
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (toast.textContent = ''), 6000);
}

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

async function refresh() {
  try {
    show((await ask('GET', '/admin/faults')).faults);
  } catch (error) {
    say(error.message);
  }
}

function show(faults) {
  const rows = faults.map((fault) => {
    const row = document.createElement('li');
    const text = document.createElement('span');
    const left = fault.endsAt ? `, ${Math.max(0, Math.round((fault.endsAt - Date.now()) / 1000))} s left` : '';
    text.textContent = `${fault.kind} at ${fault.target} (${fault.intensity})${left}`;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Stop';
    button.setAttribute('aria-label', `Stop ${fault.kind} at ${fault.target}`);
    button.dataset.stop = fault.id;
    row.append(text, button);
    return row;
  });
  if (rows.length === 0) {
    const none = document.createElement('li');
    none.className = 'hint';
    none.textContent = 'Nothing is broken.';
    rows.push(none);
  }
  // Replaced only when something changed, so that a button keeps the focus and screen readers are not told twice.
  const markup = rows.map((row) => row.textContent).join();
  if (active.dataset.shown !== markup) active.replaceChildren(...rows);
  active.dataset.shown = markup;
}

async function act(method, path, body) {
  try {
    await ask(method, path, body);
    await refresh();
  } catch (error) {
    say(error.message);
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.scenario) act('POST', '/admin/scenarios', { name: button.dataset.scenario });
  if (button.dataset.stop) act('DELETE', `/admin/faults/${encodeURIComponent(button.dataset.stop)}`);
  if (button.id === 'stop-all') act('DELETE', '/admin/faults');
});

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const { target, intensity, durationSeconds } = Object.fromEntries(new FormData(form));
  act('POST', '/admin/faults', {
    kind: form.dataset.fault,
    target,
    intensity: Number(intensity),
    ...(durationSeconds !== '' && { durationSeconds: Number(durationSeconds) }),
  });
});

refresh();
setInterval(refresh, 2000);
