#!/usr/bin/env node
// Starts the command line on the Node that it needs: TypeScript runs by type stripping, which came with Node 22.18 and 24.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `watchingcat: Node ${process.versions.node} is too old, 24 is needed. Use \`npm run serve\`, which brings its own, or a newer Node.\n`,
  );
  process.exit(1);
}
const { main } = await import('../src/cli/main.ts');
process.exit(await main(process.argv.slice(2)));
