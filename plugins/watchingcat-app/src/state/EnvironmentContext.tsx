// The environment that all pages show, in the address and remembered for the next visit.
import { getDataSourceSrv } from '@grafana/runtime';
import React, {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type PropsWithChildren,
} from 'react';
import type { AppSettings, Environment } from '../settings';
import { DATA_SOURCE_TYPE } from '../telemetry/dataSourceType';
import { chooseEnvironment, environmentsOf } from './environments';
import { readStored, writeStored } from './storage';
import { useUrlState } from './useUrlState';

interface EnvironmentState {
  /** To choose from. */
  readonly environments: readonly Environment[];
  /** `undefined`: there is none, or the one in the address is gone. */
  readonly current: Environment | undefined;
  /** Uid of a data source that the address asks for and Grafana does not have. */
  readonly missing: string | undefined;
  /** @param uid of an environment's data source */
  readonly choose: (uid: string) => void;
}

const NOTHING_TO_CHOOSE: EnvironmentState = {
  environments: [],
  current: undefined,
  missing: undefined,
  choose: () => undefined,
};
const Context = createContext<EnvironmentState>(NOTHING_TO_CHOOSE);

export function useEnvironment(): EnvironmentState {
  return useContext(Context);
}

const STORAGE_KEY = 'watchingcat.environment';

export function EnvironmentProvider({ settings, children }: PropsWithChildren<{ settings: AppSettings }>) {
  const [params, changeUrl] = useUrlState();
  const [remembered, remember] = useState(() => readStored(STORAGE_KEY));
  const asked = params.get('ds') ?? undefined;
  // Grafana reads its data sources once per page load.
  const sources = useMemo(() => getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE }), []);
  const choose = useCallback(
    (uid: string) => {
      remember(uid);
      writeStored(STORAGE_KEY, uid);
      changeUrl({ ds: uid });
    },
    [changeUrl],
  );
  const state = useMemo(() => {
    const current = chooseEnvironment(settings, sources, { asked, remembered });
    const missing = current === undefined && sources.length > 0 ? asked : undefined;
    return { environments: environmentsOf(settings, sources), current, missing, choose };
  }, [settings, sources, asked, remembered, choose]);
  // Grafana's menu leads to addresses without a choice. Whoever made one gets it into the address, to share it.
  const uid = state.current?.dataSourceUid;
  const toWrite = asked === undefined && uid !== undefined && uid === remembered ? uid : undefined;
  useEffect(() => {
    if (toWrite !== undefined) changeUrl({ ds: toWrite }, { replace: true });
  }, [toWrite, changeUrl]);
  return <Context.Provider value={state}>{children}</Context.Provider>;
}
