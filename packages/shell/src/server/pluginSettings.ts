// An app plugin's settings (`jsonData`), kept in one JSON file of the server's data directory.
// Secrets are refused rather than kept in plain text.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface PluginSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData: Record<string, unknown>;
}

const DEFAULTS: PluginSettings = { enabled: true, pinned: true, jsonData: {} };

export class PluginSettingsStore {
  readonly #file: string;
  #last: Promise<void> = Promise.resolve();

  /** @param dataDir the server's data directory; created on the first write */
  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'plugin-settings.json');
  }

  async get(pluginId: string): Promise<PluginSettings> {
    return { ...DEFAULTS, ...(await this.#read())[pluginId] };
  }

  /** Replaces the given parts. Writes are one after the other, and the file is replaced as a whole. */
  set(pluginId: string, change: Partial<PluginSettings>): Promise<void> {
    const write = this.#last.then(async () => {
      const all = await this.#read();
      all[pluginId] = { ...DEFAULTS, ...all[pluginId], ...change };
      await mkdir(path.dirname(this.#file), { recursive: true });
      await writeFile(`${this.#file}.new`, JSON.stringify(all, null, 2));
      await rename(`${this.#file}.new`, this.#file);
    });
    this.#last = write.catch(() => undefined);
    return write;
  }

  async #read(): Promise<Record<string, PluginSettings>> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as Record<string, PluginSettings>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  }
}
