// How the number of shoppers goes up and down over a day.

const AMPLITUDE = 0.6;
const QUIETEST = 4 / 24;

/**
 * Factor on the mean rate at a time of day: lowest (0.4) at four in the morning, highest (1.6) at four in the afternoon, 1 on average.
 * @param atSeconds Unix time
 * @param daySeconds length of a day; shorter ones speed the swing up
 */
export function daySwing(atSeconds: number, daySeconds: number): number {
  const timeOfDay = (atSeconds % daySeconds) / daySeconds;
  return 1 - AMPLITUDE * Math.cos(2 * Math.PI * (timeOfDay - QUIETEST));
}
