import { act, renderHook, waitFor } from '@testing-library/react';
import { useAsync } from './useAsync';

function deferred<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  const signals: AbortSignal[] = [];
  const load = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return {
    load,
    signals,
    resolve: (value: T) => settle?.resolve(value),
    reject: (error: unknown) => settle?.reject(error),
  };
}

describe('useAsync', () => {
  it('keeps the former answer while it asks again', async () => {
    const first = deferred<number>();
    const second = deferred<number>();
    const { result, rerender } = renderHook(({ load }) => useAsync(load), { initialProps: { load: first.load } });
    expect(result.current).toEqual({ status: 'loading', value: undefined });
    act(() => first.resolve(1));
    await waitFor(() => expect(result.current).toEqual({ status: 'ready', value: 1 }));
    rerender({ load: second.load });
    expect(result.current).toEqual({ status: 'loading', value: 1 });
    act(() => second.reject(new Error('no')));
    await waitFor(() => expect(result.current).toMatchObject({ status: 'failed', value: 1, error: new Error('no') }));
  });

  it('aborts what is not wanted any more, and never shows its late answer', async () => {
    const first = deferred<number>();
    const second = deferred<number>();
    const { result, rerender, unmount } = renderHook(({ load }) => useAsync(load), {
      initialProps: { load: first.load },
    });
    rerender({ load: second.load });
    expect(first.signals[0]?.aborted).toBe(true);
    act(() => second.resolve(2));
    await waitFor(() => expect(result.current.value).toBe(2));
    await act(async () => {
      first.resolve(1);
      await Promise.resolve();
    });
    expect(result.current).toEqual({ status: 'ready', value: 2 });
    unmount();
    expect(second.signals[0]?.aborted).toBe(true);
  });
});
