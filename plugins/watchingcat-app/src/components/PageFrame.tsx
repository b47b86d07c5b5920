// The frame of every page: Grafana's own header with title and breadcrumbs, and at its right environment, time range, refresh and share.
import type { NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import React, { type PropsWithChildren, type ReactNode } from 'react';
import { EnvironmentPicker } from './EnvironmentPicker';
import { ShareButton } from './ShareButton';
import { TimeControls } from './TimeControls';

interface PageFrameProps {
  readonly title: string;
  /** One sentence: what am I looking at. */
  readonly subTitle?: string | undefined;
  /** The page above in the breadcrumbs. */
  readonly parent?: { readonly text: string; readonly url: string } | undefined;
  /** Shown before the time range. */
  readonly actions?: ReactNode;
  /** Pages of a fixed thing (one trace) have no time range. */
  readonly hasTimeRange?: boolean | undefined;
  readonly isLoading?: boolean | undefined;
}

export function PageFrame({
  title,
  subTitle,
  parent,
  actions,
  hasTimeRange = true,
  isLoading = false,
  children,
}: PropsWithChildren<PageFrameProps>) {
  const pageNav: NavModelItem = {
    text: title,
    ...(subTitle === undefined ? {} : { subTitle }),
    ...(parent === undefined ? {} : { parentItem: { text: parent.text, url: parent.url } }),
  };
  return (
    <PluginPage
      pageNav={pageNav}
      actions={
        <>
          {actions}
          <EnvironmentPicker />
          {hasTimeRange && <TimeControls isLoading={isLoading} />}
          <ShareButton />
        </>
      }
    >
      {children}
    </PluginPage>
  );
}
