// Where the server is and, when it asks for one, the access token.
import { Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React, { useId, useState, type ChangeEvent } from 'react';
import { serverUrlFault } from '../serverUrl';
import type { ConfigProps } from './ConfigEditor';

const URL_HELP = 'Where the machine that runs Grafana reaches the server; the browser never connects to it.';
const TOKEN_HELP =
  'Only for a server that asks for one. It is stored encrypted and sent by Grafana, never by the browser.';

export function ServerSettings({ options, onOptionsChange }: ConfigProps) {
  const { jsonData, secureJsonData, secureJsonFields } = options;
  const serverUrl = jsonData.serverUrl ?? '';
  // An empty field is a fault only once it was left empty.
  const [touched, setTouched] = useState(false);
  const fault = touched || serverUrl !== '' ? serverUrlFault(serverUrl) : undefined;
  const id = useId();
  const setServerUrl = (text: string) => onOptionsChange({ ...options, jsonData: { ...jsonData, serverUrl: text } });
  const setToken = (token: string, isConfigured: boolean) =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...secureJsonFields, token: isConfigured },
      secureJsonData: { ...secureJsonData, token },
    });
  return (
    <FieldSet label="Server">
      <Field label="Server URL" description={URL_HELP} required invalid={fault !== undefined} error={fault}>
        <Input
          id={`${id}-url`}
          width={60}
          value={serverUrl}
          placeholder="http://127.0.0.1:3000"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setServerUrl(event.currentTarget.value)}
          onBlur={() => {
            setTouched(true);
            setServerUrl(serverUrl.trim().replace(/\/+$/, ''));
          }}
        />
      </Field>
      <Field label="Access token" description={TOKEN_HELP}>
        <SecretInput
          id={`${id}-token`}
          width={60}
          isConfigured={secureJsonFields['token'] === true}
          value={secureJsonData?.token ?? ''}
          placeholder="None"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setToken(event.currentTarget.value, false)}
          onReset={() => setToken('', false)}
        />
      </Field>
    </FieldSet>
  );
}
