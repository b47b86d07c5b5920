import { serviceUrl, servicesUrl, tracesUrl, traceUrl } from './urls';

const TIME = { from: 'now-1h', to: 'now' };

describe('urls', () => {
  it('carry the time range', () => expect(servicesUrl(TIME)).toBe('/a/watchingcat-app/services?from=now-1h&to=now'));
  it('encode names in paths and queries', () => {
    expect(serviceUrl('a/b c')).toBe('/a/watchingcat-app/services/a%2Fb%20c');
    expect(tracesUrl({ service: 'a&b', attributes: ['x=1', 'y=2'] })).toBe(
      '/a/watchingcat-app/traces?service=a%26b&attribute=x%3D1&attribute=y%3D2',
    );
  });
  it('leave out what is not set', () =>
    expect(tracesUrl({ service: undefined }, TIME)).toBe('/a/watchingcat-app/traces?from=now-1h&to=now'));
  it('can point at a span', () =>
    expect(traceUrl('ab', undefined, { span: 'cd' })).toBe('/a/watchingcat-app/traces/ab?span=cd'));
});
