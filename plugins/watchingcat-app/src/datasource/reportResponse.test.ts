import { reportResponse } from './reportResponse';

const report = (status: 'works' | 'limited' | 'failed', advice: string[] = []) => ({
  source: 'Jaeger' as const,
  status,
  found: ['Jaeger 2.19 answers.'],
  advice,
});

describe('reportResponse', () => {
  it('says of each source what was found and what to change', () => {
    const { status, message, details } = reportResponse([report('limited', ['Upgrade it.'])]) as {
      status: string;
      message: string;
      details: { message: string };
    };
    expect([status, message]).toEqual(['success', 'Jaeger works in part.']);
    expect(details.message).toBe('Jaeger: Jaeger 2.19 answers.\nTo do: Upgrade it.');
  });

  it('fails where one of them fails, and where there is none', () => {
    expect(reportResponse([report('works'), report('failed', ['Start it.'])])).toMatchObject({ status: 'error' });
    expect(reportResponse([])).toMatchObject({
      status: 'error',
      message: expect.stringContaining('No source is chosen'),
    });
  });
});
