// A data source's configuration, at /connections/datasources/edit/<uid>: its own editor, read-only because the values come from provisioning, and a working test.
import { useEffect, useState } from 'react';
import type { DataSourceApi, DataSourceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, Stack } from '@grafana/ui';
import { useParams } from 'react-router';
import { Loading } from '../chrome/Loading.tsx';
import { ShellPage } from '../chrome/ShellPage.tsx';
import { errorMessage } from '../services/errorMessage.ts';
import { Failure, NotFound } from '../chrome/Trouble.tsx';

interface Opened {
  uid: string;
  settings: DataSourceSettings;
  api: DataSourceApi;
}

interface TestResult {
  status: string;
  message: string;
  details?: { message?: string };
}

type PageState =
  | { status: 'loading' }
  | { status: 'missing' }
  | { status: 'failed'; message: string }
  | { status: 'ready'; opened: Opened };

function useDataSource(uid: string): PageState {
  const [answer, setAnswer] = useState<{ uid: string; state: PageState }>({ uid, state: { status: 'loading' } });
  useEffect(() => {
    let wanted = true;
    const settle = (state: PageState) => wanted && setAnswer({ uid, state });
    Promise.all([
      getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${encodeURIComponent(uid)}`),
      getDataSourceSrv().get(uid),
    ]).then(
      ([settings, api]) => settle({ status: 'ready', opened: { uid, settings, api } }),
      (error: { status?: number }) =>
        settle(error.status === 404 ? { status: 'missing' } : { status: 'failed', message: errorMessage(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [uid]);
  return answer.uid === uid ? answer.state : { status: 'loading' };
}

export function DataSourcePage() {
  const { uid = '' } = useParams();
  const state = useDataSource(uid);
  if (state.status === 'loading') return <Loading />;
  if (state.status === 'missing') return <NotFound what={`The data source "${uid}"`} />;
  if (state.status === 'failed') return <Failure title="The data source could not be opened" message={state.message} />;
  return <DataSourceForm key={uid} {...state.opened} />;
}

function DataSourceForm({ uid, settings, api }: Opened) {
  const [result, setResult] = useState<TestResult>();
  const [testing, setTesting] = useState(false);
  const test = async () => {
    setTesting(true);
    setResult(undefined);
    const outcome = await api
      .testDatasource()
      .catch((error: unknown) => ({ status: 'error', message: errorMessage(error) }));
    setResult(outcome);
    setTesting(false);
  };
  const Editor = api.components?.ConfigEditor;
  return (
    <ShellPage
      pageNav={{
        text: settings.name,
        subTitle: `Data source · ${api.meta?.name ?? settings.type}`,
        url: `/connections/datasources/edit/${uid}`,
        parentItem: { text: 'Data sources' },
      }}
    >
      <Stack direction="column" gap={2} maxWidth={100}>
        <Alert severity="info" title="These values come from provisioning/datasources">
          Change them there, or by the environment variables that those files name, and start the server again. As a
          WatchingCat server the one is read that this page comes from.
        </Alert>
        {Editor && <Editor options={settings} onOptionsChange={keepProvisioned} />}
        {result && (
          <Alert
            severity={result.status === 'success' ? 'success' : 'error'}
            title={result.message}
            data-testid="data-testid Alert test result"
          >
            <div style={{ whiteSpace: 'pre-wrap' }}>{result.details?.message}</div>
          </Alert>
        )}
        <Stack>
          <Button onClick={() => void test()} disabled={testing} icon={testing ? 'spinner' : undefined}>
            Test
          </Button>
        </Stack>
      </Stack>
    </ShellPage>
  );
}

/** Nothing to store: the form is read-only. */
const keepProvisioned = () => undefined;
