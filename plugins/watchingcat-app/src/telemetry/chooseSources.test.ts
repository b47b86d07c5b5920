import { chooseSources, NO_SOURCE, type Candidate } from './chooseSources';

const source = (uid: string, type: string): Candidate => ({ uid, type, name: uid, url: `/proxy/${uid}`, jsonData: {} });
const uids = (settings: object, ...all: Candidate[]) => {
  const { jaeger, prometheus, elasticsearch } = chooseSources(settings, all);
  return [jaeger?.uid, prometheus?.uid, elasticsearch?.uid];
};

describe('chooseSources', () => {
  it('finds the only one of each kind by itself, in whatever product', () =>
    expect(
      uids({}, source('j', 'jaeger'), source('p', 'prometheus'), source('o', 'grafana-opensearch-datasource')),
    ).toEqual(['j', 'p', 'o']));

  it('takes none of several until a person chooses', () => {
    const two = [source('a', 'jaeger'), source('b', 'jaeger')];
    expect(uids({}, ...two)).toEqual([undefined, undefined, undefined]);
    expect(uids({ jaegerUid: 'b' }, ...two)[0]).toBe('b');
  });

  it('leaves a kind out on request, and forgets one that is gone or of another kind', () => {
    expect(uids({ jaegerUid: NO_SOURCE }, source('j', 'jaeger'))[0]).toBeUndefined();
    expect(uids({ jaegerUid: 'gone' }, source('j', 'jaeger'))[0]).toBe('j');
    expect(uids({ prometheusUid: 'j' }, source('j', 'jaeger'))[1]).toBeUndefined();
  });
});
