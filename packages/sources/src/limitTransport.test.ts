import { limitTransport } from './limitTransport.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** A transport whose answers the test gives, in any order. */
function held() {
  const sent: { request: TransportRequest; answer: (body: unknown) => void; fail: (cause: Error) => void }[] = [];
  const transport: Transport = (request) =>
    new Promise<TransportResponse>((resolve, reject) => {
      request.signal?.addEventListener('abort', () => reject(request.signal?.reason as Error));
      sent.push({ request, answer: (body) => resolve({ status: 200, body }), fail: reject });
    });
  return { sent, transport };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('limitTransport', () => {
  it('lets no more through than it may, and the others in their order', async () => {
    const { sent, transport } = held();
    const limited = limitTransport(transport, 2);
    const answers = ['a', 'b', 'c', 'd'].map((path) => limited({ path }));
    await settled();
    expect(sent.map(({ request }) => request.path)).toEqual(['a', 'b']);
    sent[1].answer('B');
    await settled();
    expect(sent.map(({ request }) => request.path)).toEqual(['a', 'b', 'c']);
    sent[0].fail(new Error('down'));
    await expect(answers[0]).rejects.toThrow('down');
    await settled();
    expect(sent).toHaveLength(4);
    sent[2].answer('C');
    sent[3].answer('D');
    expect((await Promise.all(answers.slice(1))).map(({ body }) => body)).toEqual(['B', 'C', 'D']);
  });

  it('asks once what several ask at the same time, and again when it is asked later', async () => {
    const { sent, transport } = held();
    const limited = limitTransport(transport);
    const both = [
      limited({ path: 'a', query: { service: 'cart' } }),
      limited({ path: 'a', query: { service: 'cart' } }),
      limited({ path: 'a', query: { service: 'checkout' } }),
    ];
    await settled();
    expect(sent).toHaveLength(2);
    sent.forEach(({ answer }, index) => answer(index));
    expect((await Promise.all(both)).map(({ body }) => body)).toEqual([0, 0, 1]);
    void limited({ path: 'a', query: { service: 'cart' } });
    await settled();
    expect(sent).toHaveLength(3);
  });

  it('ends a request only when all who wait for it have left', async () => {
    const { sent, transport } = held();
    const limited = limitTransport(transport);
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => limited({ path: 'a', signal }));
    await settled();
    first.abort();
    await expect(answers[0]).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent[0].request.signal?.aborted).toBe(false);
    second.abort();
    await expect(answers[1]).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent[0].request.signal?.aborted).toBe(true);
  });

  it('never sends what was left while it waited, and does not lose its place', async () => {
    const { sent, transport } = held();
    const limited = limitTransport(transport, 1);
    const leaving = new AbortController();
    const running = limited({ path: 'a' });
    const left = limited({ path: 'b', signal: leaving.signal });
    const waiting = limited({ path: 'c' });
    await settled();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    sent[0].answer('A');
    await running;
    await settled();
    expect(sent.map(({ request }) => request.path)).toEqual(['a', 'c']);
    sent[1].answer('C');
    expect((await waiting).body).toBe('C');
    const last = limited({ path: 'd' });
    await settled();
    sent[2].answer('D');
    expect((await last).body).toBe('D');
  });

  it('asks anew after an equal request was aborted', async () => {
    const { sent, transport } = held();
    const limited = limitTransport(transport);
    const leaving = new AbortController();
    const left = limited({ path: 'a', signal: leaving.signal });
    await settled();
    leaving.abort();
    const again = limited({ path: 'a' });
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await settled();
    expect(sent).toHaveLength(2);
    sent[1].answer('A');
    expect((await again).body).toBe('A');
  });
});
