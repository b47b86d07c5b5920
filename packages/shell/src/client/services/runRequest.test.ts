/** @jest-environment jest-environment-jsdom */
import { lastValueFrom, of, Subject, throwError, toArray, type Observable } from 'rxjs';
import {
  createDataFrame,
  getDefaultTimeRange,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { runRequest } from './runRequest.ts';

const range = getDefaultTimeRange();
const request = (refIds = ['A']) =>
  ({ range, targets: refIds.map((refId) => ({ refId })) }) as unknown as DataQueryRequest;
const source = (answer: () => Observable<DataQueryResponse> | Promise<DataQueryResponse>) =>
  ({ query: answer }) as unknown as DataSourceApi;
const frame = (name: string) => createDataFrame({ name, fields: [] });
const all = (answers: Observable<PanelData>) => lastValueFrom(answers.pipe(toArray()));
const shape = ({ state, series }: PanelData) => [state, series.map(({ name }) => name)];

it('gives the data of a promise or an observable', async () => {
  const response = { data: [frame('a')] };
  expect(
    (
      await all(
        runRequest(
          source(() => Promise.resolve(response)),
          request(),
        ),
      )
    ).map(shape),
  ).toEqual([[LoadingState.Done, ['a']]]);
  expect(
    (
      await all(
        runRequest(
          source(() => of(response)),
          request(),
        ),
      )
    ).map(shape),
  ).toEqual([[LoadingState.Done, ['a']]]);
});

it('asks once, also when the answer is there at once', async () => {
  const query = jest.fn(() => of({ data: [] }));
  await all(runRequest(source(query), request()));
  expect(query).toHaveBeenCalledTimes(1);
});

it('keeps the latest packet of each key', async () => {
  const answer = of<DataQueryResponse[]>(
    { key: 'A', data: [frame('a1')], state: LoadingState.Loading },
    { key: 'B', data: [frame('b')] },
    { key: 'A', data: [frame('a2')] },
  );
  expect(
    (
      await all(
        runRequest(
          source(() => answer),
          request(['A', 'B']),
        ),
      )
    ).map(shape),
  ).toEqual([
    [LoadingState.Loading, ['a1']],
    [LoadingState.Loading, ['a1', 'b']],
    [LoadingState.Done, ['a2', 'b']],
  ]);
});

it('turns failures into data with an error, thrown or emitted', async () => {
  const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const thrown = source(() => {
    throw new Error('broken');
  });
  for (const failing of [thrown, source(() => throwError(() => new Error('broken')))]) {
    const [answer] = await all(runRequest(failing, request()));
    expect(answer).toMatchObject({ state: LoadingState.Error, error: { message: 'broken' } });
  }
  const emitted = source(() => of({ data: [], error: { message: 'partly broken' } }));
  expect((await all(runRequest(emitted, request())))[0]).toMatchObject({
    state: LoadingState.Error,
    error: { message: 'partly broken' },
  });
  quiet.mockRestore();
});

it('ends quietly when the request was cancelled', async () => {
  const cancelled = source(() => throwError(() => ({ cancelled: true })));
  expect((await all(runRequest(cancelled, request()))).map(shape)).toEqual([[LoadingState.Done, []]]);
});

it('asks nothing without queries', async () => {
  const never = source(() => {
    throw new Error('asked');
  });
  expect((await all(runRequest(never, request([])))).map(shape)).toEqual([[LoadingState.Done, []]]);
});

it('separates annotation frames from series', async () => {
  const note = { ...frame('note'), meta: { dataTopic: 'annotations' as never } };
  const [answer] = await all(
    runRequest(
      source(() => of({ data: [note, frame('a')] })),
      request(),
    ),
  );
  expect(answer && shape(answer)).toEqual([LoadingState.Done, ['a']]);
  expect(answer?.annotations).toHaveLength(1);
});

it('stops the query when nobody listens any more', () => {
  const running = new Subject<DataQueryResponse>();
  const subscription = runRequest(
    source(() => running),
    request(),
  ).subscribe();
  expect(running.observed).toBe(true);
  subscription.unsubscribe();
  expect(running.observed).toBe(false);
});
