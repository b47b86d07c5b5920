// Where the traces of the Telemetry in use are shown: on their own page, but for those of a file, which no page of their own can load.
import { createContext, useContext } from 'react';
import { traceUrl } from '../../urls';

const Context = createContext(traceUrl);

export const TraceUrlProvider = Context.Provider;

/** Writes the address of a trace. */
export function useTraceUrl(): typeof traceUrl {
  return useContext(Context);
}
