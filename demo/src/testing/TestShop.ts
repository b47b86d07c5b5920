// A shop for tests: supervised by the test itself, its five services being processes of their own; exports quickly, into a receiver of the test.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { Shop } from '../supervisor/Shop.ts';

/** Makes the services export quickly and forget carts soon. */
export const QUICK = {
  OTEL_BSP_SCHEDULE_DELAY: '200',
  OTEL_METRIC_EXPORT_INTERVAL: '1000',
  WATCHINGCAT_SHOP_CART_TTL_MS: '2000',
  NODE_OPTIONS: '',
};

export class TestShop {
  readonly dataDir: string;
  readonly #shop: Shop;
  readonly #notes: string[] = [];
  url = '';

  constructor(dataDir: string, otlpEndpoint: string) {
    this.dataDir = dataDir;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint, WATCHINGCAT_DATA_DIR: dataDir };
    this.#shop = new Shop(readConfig(['--port', '0', '--rate', '0'], env));
    this.#shop.on('note', (note) => this.#notes.push(note));
  }

  /** Opens a shop without shoppers of its own. */
  static async start(otlpEndpoint: string): Promise<TestShop> {
    Object.assign(process.env, QUICK);
    const shop = new TestShop(await mkdtemp(join(tmpdir(), 'watchingcat-demo-')), otlpEndpoint);
    shop.url = await shop.#shop.start();
    return shop;
  }

  /** Waits until the supervisor has said this. */
  async note(text: string): Promise<void> {
    while (!this.#notes.includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** JSON request to the shop as the shopper with this session id; returns status and answer. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    sid = '0badcafe-00000001',
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.url + path, {
      method,
      headers: { cookie: `sid=${sid}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async stop(): Promise<void> {
    await this.#shop.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
