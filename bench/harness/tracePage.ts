// How a stored trace opens and moves in a real browser: from the click on its row in the list of traces to the first spans on the screen
// and to a page that answers, then scrolled, zoomed and folded.
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.ts';

export interface OpenedTrace {
  /** From the click until the first rows are painted. */
  readonly paintMs: number;
  /** From the click until the main thread has answered within 50 ms for 200 ms; that quiet time itself does not count. */
  readonly usableMs: number;
  /** Of it, from the request to the last byte of the answer. */
  readonly answerMs: number;
  /** JavaScript's heap and the arrays outside it, after a collection. */
  readonly heapMb: number;
  /** Milliseconds of each task of the main thread above TASK_MS while the page was scrolled, zoomed and searched, longest first. */
  readonly longTasksMs: readonly number[];
}

/** Two frames of a screen of 60 Hz. */
const TASK_MS = 32;
const TASK = /(^|::)RunTask$/;
const OPEN_TIMEOUT_MS = 120_000;
const ROWS = '[role="treegrid"][aria-label="Spans"] [role="row"]';

export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** @param list address of a page that has a link to the trace */
export async function openTrace(browser: Browser, list: string, traceId: string): Promise<OpenedTrace> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(OPEN_TIMEOUT_MS);
  await page.goto(list);
  const link = page.locator(`a[href*="${traceId}"]`).first();
  await link.waitFor();
  await page.waitForLoadState('networkidle');
  const { paintMs, usableMs, answerMs } = await page.evaluate(clickToUsable, { traceId, rows: ROWS });
  const cdp = await context.newCDPSession(page);
  const heapMb = await heapOf(cdp);
  const longTasksMs = await tasksWhile(browser, page, () => move(page));
  await context.close();
  return { paintMs, usableMs, answerMs, heapMb, longTasksMs };
}

/** Runs in the page. */
function clickToUsable({ traceId, rows }: { traceId: string; rows: string }) {
  return new Promise<{ paintMs: number; usableMs: number; answerMs: number }>((resolve) => {
    const began = performance.now();
    let paintMs: number | undefined;
    let quietSince = 0;
    let last = began;
    const watchPaint = () => {
      // The frame after the one in which the rows are there has them on the screen.
      if (document.querySelector(rows) === null) requestAnimationFrame(watchPaint);
      else requestAnimationFrame(() => (paintMs = Math.round(performance.now() - began)));
    };
    const watchTasks = () => {
      const now = performance.now();
      if (paintMs === undefined || now - last > 50) quietSince = now;
      last = now;
      if (paintMs === undefined || now - quietSince < 200) setTimeout(watchTasks, 5);
      else {
        const answer = performance.getEntriesByType('resource').find(({ name }) => name.includes(`traceId=${traceId}`));
        resolve({
          paintMs,
          usableMs: Math.max(paintMs, Math.round(quietSince - began)),
          answerMs: Math.round(answer?.duration ?? NaN),
        });
      }
    };
    requestAnimationFrame(watchPaint);
    watchTasks();
    document.querySelector<HTMLElement>(`a[href*="${traceId}"]`)?.click();
  });
}

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const usage: { usedSize: number; backingStorageSize?: number } = await cdp.send('Runtime.getHeapUsage');
  return Math.round((usage.usedSize + (usage.backingStorageSize ?? 0)) / 1e6);
}

/** Scrolls by the wheel, to the end and back by keys, zooms in and out around the middle, and by dragging over the overview. */
async function move(page: Page): Promise<void> {
  const grid = page.getByRole('treegrid', { name: 'Spans' });
  const box = await grid.boundingBox();
  if (box === null) throw new Error('the rows of the trace are not on the page');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 30; turn++) {
    await page.mouse.wheel(0, turn < 20 ? 120 : 2_400);
    await sleep(30);
  }
  await grid.focus();
  for (const key of [
    'End',
    'Home',
    ...Array<string>(10).fill('+'),
    ']',
    ']',
    '[',
    ...Array<string>(10).fill('-'),
    '0',
  ]) {
    await page.keyboard.press(key);
    await sleep(60);
  }
  const overview = await page.getByRole('group', { name: 'Overview of the trace' }).boundingBox();
  if (overview === null) throw new Error('the overview of the trace is not on the page');
  const y = overview.y + overview.height / 2;
  await page.mouse.move(overview.x + 100, y);
  await page.mouse.down();
  await page.mouse.move(overview.x + 400, y, { steps: 20 });
  await page.mouse.up();
  await sleep(100);
}

/** @returns ms of each task of the renderer's main thread that was longer than TASK_MS */
async function tasksWhile(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await sleep(1_000);
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => TASK.test(name) && mains.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the browser told of no tasks; its names for them may have changed');
  return tasks
    .filter(({ dur = 0 }) => dur > TASK_MS * 1e3)
    .map(({ dur = 0 }) => Math.round(dur / 1e3))
    .sort((a, b) => b - a);
}

/** https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU: `dur` in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}
