// What a person sees when a page is not there or broke: what happened and what to do.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { css } from '@emotion/css';
import { Button, LinkButton, Stack } from '@grafana/ui';
import { useReportCrumbs } from './crumbs.ts';
import { Logo } from './Logo.tsx';

const centred = css({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  flex: 1,
  gap: 16,
  padding: 32,
  textAlign: 'center',
});

export function NotFound({ what = 'This page' }: { what?: string }) {
  useReportCrumbs([{ text: 'Not found' }]);
  return (
    <div className={centred} role="alert">
      <Logo size={48} />
      <h1>{what} does not exist</h1>
      <p>The link may be old or mistyped.</p>
      <LinkButton href="/" variant="secondary">
        Go to the first page
      </LinkButton>
    </div>
  );
}

interface BoundaryProps {
  /** A new value (a new address) gives the page another chance. */
  resetKey: string;
  children: ReactNode;
}

export class ErrorBoundary extends Component<BoundaryProps, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate({ resetKey }: BoundaryProps) {
    if (resetKey !== this.props.resetKey && this.state.error) this.setState({ error: undefined });
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error(error, componentStack);
  }

  override render() {
    const { error } = this.state;
    return error ? <Failure title="This page broke" message={error.message} /> : this.props.children;
  }
}

export function Failure({ title, message }: { title: string; message: string }) {
  return (
    <div className={centred} role="alert">
      <Logo size={48} />
      <h1>{title}</h1>
      <code>{message}</code>
      <Stack>
        <Button onClick={() => window.location.reload()}>Reload</Button>
        <LinkButton href="/" variant="secondary">
          Go to the first page
        </LinkButton>
      </Stack>
    </div>
  );
}
