// npm run build
import { buildBundles } from '../build.ts';

await buildBundles();
