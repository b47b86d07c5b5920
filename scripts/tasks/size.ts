// npm run size: prints the compressed size of each script of the plugin and fails above the limits that issue 3 sets.
import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundles } from '../build.ts';
import { PLUGIN } from '../paths.ts';

const KB = 1000;
const ENTRY_LIMIT = 20 * KB;
const CHUNK_LIMIT = 120 * KB;

await buildBundles();
const dist = join(PLUGIN, 'dist');
const sizes = globSync('**/*.js', { cwd: dist }).map((file) => {
  const gzipped = gzipSync(readFileSync(join(dist, file))).length;
  return { file, gzipped, limit: file === 'module.js' ? ENTRY_LIMIT : CHUNK_LIMIT };
});
sizes.sort((a, b) => b.gzipped - a.gzipped);
for (const { file, gzipped, limit } of sizes) {
  const verdict = gzipped > limit ? `TOO LARGE, the limit is ${limit / KB} kB` : '';
  console.log(`${(gzipped / KB).toFixed(1).padStart(8)} kB gz  ${file}  ${verdict}`);
}
if (sizes.length === 0 || sizes.some(({ gzipped, limit }) => gzipped > limit)) process.exit(1);
