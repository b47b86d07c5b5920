// Short messages that plugins publish as app events (`AppEvents.alertSuccess` and its siblings), as in Grafana. Errors stay until they are closed.
import { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';

interface Toast {
  id: number;
  severity: AlertVariant;
  title: string;
  text: string;
}

const SHOWN_MS = 5000;
const KINDS = [
  { name: AppEvents.alertSuccess.name, severity: 'success' },
  { name: AppEvents.alertInfo.name, severity: 'info' },
  { name: AppEvents.alertWarning.name, severity: 'warning' },
  { name: AppEvents.alertError.name, severity: 'error' },
] as const;

let lastId = 0;

export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const close = (id: number) => setToasts((all) => all.filter((one) => one.id !== id));
  useEffect(() => {
    const timers = new Set<number>();
    const stop = KINDS.map(({ name, severity }) => {
      const listener = ([title, text = '']: string[] = []) => {
        const id = ++lastId;
        setToasts((all) => [...all, { id, severity, title: title ?? '', text }]);
        if (severity !== 'error') timers.add(window.setTimeout(() => close(id), SHOWN_MS));
      };
      const events = getAppEvents() as unknown as {
        on(name: string, listener: unknown): void;
        off(name: string, listener: unknown): void;
      };
      events.on(name, listener);
      return () => events.off(name, listener);
    });
    return () => {
      stop.forEach((one) => one());
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, []);
  return (
    <div className={styles} aria-live="polite">
      {toasts.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title} elevated onRemove={() => close(id)}>
          {text}
        </Alert>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ position: 'fixed', top: 48, right: theme.spacing(2), width: 'min(400px, 90vw)', zIndex: theme.zIndex.portal });
