// The viewer of a standalone file, as the text that a browser runs: no library, no network, no HTML made of telemetry (textContent only).
// It reads the element #data (see ViewerData in htmlFile.ts). Rows are drawn as they scroll into view, so that 100,000 spans stay usable.
// Neither backticks nor a closing script tag may stand in it.

export const VIEWER_SCRIPT = String.raw`'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const ROW_PX = 24;
  const byId = (id) => document.getElementById(id);
  const list = byId('rows'), canvas = byId('canvas'), details = byId('details'), search = byId('search'), found = byId('found');
  let trace, visible = [], collapsed = new Set(), selected = -1, matches = [], texts = [];

  // Controls and marks of writing direction are shown, not obeyed: they could make a name look like another.
  const inert = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'));
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = inert(text);
    return made;
  };
  const duration = (ns) => {
    const units = [['s', 1e9], ['ms', 1e6], ['µs', 1e3]];
    const unit = units.find((one) => Math.abs(ns) >= one[1]) || ['ns', 1];
    return Number((ns / unit[1]).toPrecision(3)) + ' ' + unit[0];
  };
  const counted = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');
  const hue = (text) => {
    let hash = 0;
    for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
    return ((hash % 360) + 360) % 360;
  };

  function open(index) {
    trace = data.traces[index];
    collapsed = new Set();
    selected = -1;
    texts = [];
    const errors = trace.spans.filter((span) => span.status === 'error').length;
    const services = new Set(trace.spans.map((span) => span.service));
    document.title = inert(trace.title);
    byId('title').textContent = inert(trace.title);
    byId('facts').textContent = [duration(trace.durationNs), trace.start, counted(trace.spans.length, 'span'), counted(services.size, 'service'),
      counted(errors, 'error'), 'trace ' + trace.traceId].join(' · ');
    byId('axis').replaceChildren(...[0, 0.25, 0.5, 0.75, 1].map((part) => {
      const tick = element('span', 'tick', duration(trace.durationNs * part));
      tick.style.left = part * 100 + '%';
      return tick;
    }));
    find();
    layOut();
    showDetails();
  }

  function layOut() {
    visible = [];
    for (let row = 0; row < trace.spans.length; row += collapsed.has(row) ? trace.spans[row].size : 1) visible.push(row);
    canvas.style.height = visible.length * ROW_PX + 'px';
    draw();
  }

  function draw() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW_PX) - 5);
    const count = Math.ceil((list.clientHeight || 600) / ROW_PX) + 10;
    const isMatch = new Set(matches);
    canvas.replaceChildren(...visible.slice(first, first + count).map((row, at) => {
      const span = trace.spans[row];
      const line = element('div', 'row' + (row === selected ? ' selected' : '') + (isMatch.has(row) ? ' match' : ''));
      line.id = 'row' + row;
      line.style.top = (first + at) * ROW_PX + 'px';
      line.setAttribute('role', 'treeitem');
      line.setAttribute('aria-level', String(span.depth + 1));
      line.setAttribute('aria-selected', String(row === selected));
      if (span.size > 1) line.setAttribute('aria-expanded', String(!collapsed.has(row)));
      const name = element('div', 'name');
      name.style.paddingLeft = Math.min(span.depth, 30) * 12 + 'px';
      const twisty = element('span', 'twisty', span.size > 1 ? (collapsed.has(row) ? '▸' : '▾') : '');
      twisty.addEventListener('click', (event) => { event.stopPropagation(); fold(row); });
      const service = element('span', 'service', span.service);
      service.style.borderColor = 'hsl(' + hue(span.service) + ' 60% 50%)';
      name.append(twisty, service, element('span', 'operation', span.name));
      if (span.status === 'error') name.append(element('span', 'error', 'error'));
      const track = element('div', 'track');
      const bar = element('div', 'bar' + (span.status === 'error' ? ' failed' : ''));
      const whole = trace.durationNs || 1;
      bar.style.left = Math.min(100, span.startNs / whole * 100) + '%';
      bar.style.width = Math.max(0, span.durationNs) / whole * 100 + '%';
      bar.style.backgroundColor = 'hsl(' + hue(span.service) + ' 60% 50%)';
      track.append(bar, element('span', 'time', duration(span.durationNs)));
      line.append(name, track);
      line.addEventListener('click', () => select(row));
      return line;
    }));
    if (selected >= 0) list.setAttribute('aria-activedescendant', 'row' + selected);
    else list.removeAttribute('aria-activedescendant');
  }

  function fold(row) {
    if (!collapsed.delete(row)) collapsed.add(row);
    if (collapsed.has(row) && selected > row && selected < row + trace.spans[row].size) selected = row;
    layOut();
  }

  function select(row) {
    for (let parent = trace.spans[row].parent; parent >= 0; parent = trace.spans[parent].parent) collapsed.delete(parent);
    selected = row;
    layOut();
    const top = visible.indexOf(row) * ROW_PX;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW_PX > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW_PX - list.clientHeight;
    draw();
    showDetails();
  }

  function table(caption, pairs) {
    if (pairs.length === 0) return [];
    const made = element('table');
    made.append(element('caption', '', caption));
    for (const [key, value] of pairs) {
      const line = element('tr');
      line.append(element('th', '', key), element('td', '', value));
      made.append(line);
    }
    return [made];
  }

  function showDetails() {
    details.hidden = selected < 0;
    if (selected < 0) return;
    const span = trace.spans[selected];
    const close = element('button', 'close', 'Close');
    close.addEventListener('click', closeDetails);
    details.replaceChildren(close, element('h2', '', span.service + ': ' + span.name),
      ...table('Span', [['span id', span.id], ['parent', span.parentId], ['start', '+' + duration(span.startNs)], ['duration', duration(span.durationNs)],
        ['kind', span.kind], ['status', span.status], ['message', span.message], ['scope', span.scope], ['trace state', span.traceState]].filter((pair) => pair[1] !== '')),
      ...table('Attributes', span.attributes), ...table('Resource', data.resources[span.resource]),
      ...span.events.flatMap((event) => table('Event +' + duration(event.startNs), [['name', event.name], ...event.attributes])),
      ...span.links.flatMap((link) => table('Link', [['trace', link.traceId], ['span', link.spanId], ...link.attributes])));
  }

  function closeDetails() {
    selected = -1;
    draw();
    showDetails();
    list.focus();
  }

  function textOf(row) {
    const span = trace.spans[row];
    texts[row] ??= JSON.stringify([span.id, span.service, span.name, span.kind, span.status, span.message, span.scope, span.attributes,
      data.resources[span.resource], span.events, span.links]).toLowerCase();
    return texts[row];
  }

  function find() {
    const wanted = JSON.stringify(search.value.trim().toLowerCase()).slice(1, -1);
    matches = wanted === '' ? [] : trace.spans.flatMap((_, row) => textOf(row).includes(wanted) ? [row] : []);
    found.textContent = wanted === '' ? '' : matches.length + ' found';
  }

  function step(by) {
    if (matches.length === 0) return;
    const after = by > 0 ? matches.find((row) => row > selected) : matches.findLast((row) => row < selected);
    select(after ?? (by > 0 ? matches[0] : matches[matches.length - 1]));
  }

  function move(by) {
    const at = visible.indexOf(selected);
    select(visible[Math.min(visible.length - 1, Math.max(0, at < 0 && by < 20 ? 0 : at + by))]);
  }

  const KEYS = {
    ArrowDown: () => move(1), j: () => move(1), ArrowUp: () => move(-1), k: () => move(-1),
    PageDown: () => move(20), PageUp: () => move(-20), Home: () => move(-Infinity), End: () => move(Infinity),
    ArrowRight: () => { if (collapsed.has(selected)) fold(selected); else move(1); },
    ArrowLeft: () => {
      if (selected < 0) return;
      if (trace.spans[selected].size > 1 && !collapsed.has(selected)) fold(selected);
      else if (trace.spans[selected].parent >= 0) select(trace.spans[selected].parent);
    },
    Escape: closeDetails, n: () => step(1), N: () => step(-1), '/': () => search.focus(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
      if (event.key === 'Escape') list.focus();
      return;
    }
    if (event.target.tagName === 'SELECT' || event.target.tagName === 'BUTTON') return;
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  search.addEventListener('input', () => { find(); draw(); });
  list.addEventListener('scroll', draw);
  window.addEventListener('resize', draw);
  const choice = byId('traces');
  choice.hidden = data.traces.length < 2;
  data.traces.forEach((one, index) => {
    const option = element('option', '', one.title + ', ' + duration(one.durationNs) + ', ' + one.traceId.slice(0, 8));
    option.value = String(index);
    choice.append(option);
  });
  choice.addEventListener('change', () => open(Number(choice.value)));
  byId('coverage').textContent = inert(data.coverage);
  open(0);
  list.focus();
})();
`;

/** For the policy of the file: SHA-256 of the script in base64. Its test says the right one; a browser asks for it to the byte. */
export const VIEWER_SCRIPT_HASH = 'z5WxtXCY4XvtNmkOuSFb0sBzt/MiC7QhLl3fXW5wAUM=';
