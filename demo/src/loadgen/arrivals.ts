// When shoppers come: a Poisson process whose rate follows the day's swing (https://en.wikipedia.org/wiki/Poisson_point_process). Waits
// come from the seed, so the order of shoppers is the same in every run; the clock stretches them.
import { exponential, seriesRandom } from './random.ts';
import { planSession, type Goods, type Session } from './session.ts';
import { daySwing } from './swing.ts';

interface ArrivalsOptions {
  readonly seed: number;
  /** Sessions a second on average; 0 for none. */
  readonly rate: number;
  readonly daySeconds: number;
  readonly goods: Goods;
  readonly visit: (session: Session, signal: AbortSignal) => Promise<void>;
}

/** More than these at once would only measure the load generator. */
const MAX_SHOPPERS = 500;

/** The waiting times have a series of their own, beside those of the sessions. */
const WAITS = -1;

/** Lets shoppers come until `stop`, which also sends home those who are there. */
export function startArrivals({ seed, rate, daySeconds, goods, visit }: ArrivalsOptions): { stop(): void } {
  const abort = new AbortController();
  const random = seriesRandom(seed, WAITS);
  let next = 0;
  let present = 0;
  let timer: NodeJS.Timeout | undefined;

  const arrive = () => {
    if (present < MAX_SHOPPERS) {
      present++;
      const visited = visit(planSession(seed, next++, goods), abort.signal);
      void visited.finally(() => present--);
    }
    wait();
  };
  const wait = () => {
    const perSecond = rate * daySwing(Date.now() / 1_000, daySeconds);
    timer = setTimeout(arrive, exponential(random, 1_000 / perSecond));
  };
  if (rate > 0) arrive();
  return {
    stop: () => {
      clearTimeout(timer);
      abort.abort();
    },
  };
}
