// For the test of the memory leak: what the fault holds, in MiB of heap, while it is on and after it has been switched off. A process of
// its own (node --expose-gc), because a heap that other tests have used may shrink by more than the leak at any collection.
import { leakByFaults, setActiveFaults } from './active.ts';

function usedMiB(): number {
  globalThis.gc!();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const before = usedMiB();
setActiveFaults([{ kind: 'memory-leak', target: 'cart', intensity: 1_024, id: 'leak', startedAt: Date.now() }]);
for (let request = 0; request < 100; request++) leakByFaults('cart');
const on = usedMiB() - before;
setActiveFaults([]);
leakByFaults('cart');
const off = usedMiB() - before;
console.log(JSON.stringify({ on, off }));
