// Renders a page where it stands in the app: under its route, with time range, Telemetry and keyboard, and with a history to look at.
import { act, render, type RenderResult } from '@testing-library/react';
import type { Telemetry } from '@watchingcat/model';
import type { Transport } from '@watchingcat/sources';
import React, { type ReactElement } from 'react';
import {
  MemoryRouter,
  Route,
  Routes,
  useLocation,
  useNavigate,
  type Location,
  type NavigateFunction,
} from 'react-router-dom';
import { Shortcuts } from '../components/Shortcuts';
import { TimeRangeProvider } from '../state/TimeRangeContext';
import { TelemetryProvider } from '../telemetry/TelemetryContext';

const APP = '/a/watchingcat-app';

export interface RenderedPage extends RenderResult {
  /** Path and query as they would be in the address bar, without the app's own. */
  readonly address: () => string;
  readonly search: () => URLSearchParams;
  /** Until what the page asks for then has come, as far as it comes at once: an answer after the test would render unseen. */
  readonly back: () => Promise<void>;
}

/**
 * @param routes path of each page inside the app; other addresses show nothing
 * @param server the way to a WatchingCat server, for what is about it
 */
export function renderPage(
  telemetry: Telemetry,
  routes: Record<string, ReactElement>,
  address: string,
  server?: Transport,
): RenderedPage {
  let location: Location | undefined;
  let navigate: NavigateFunction | undefined;
  const AddressBar = () => {
    location = useLocation();
    navigate = useNavigate();
    return null;
  };
  const page = render(
    <MemoryRouter initialEntries={[APP + address]} future={{ v7_startTransition: false, v7_relativeSplatPath: false }}>
      <AddressBar />
      <TimeRangeProvider>
        <Shortcuts />
        <TelemetryProvider telemetry={telemetry} server={server}>
          <Routes>
            {Object.entries(routes).map(([path, element]) => (
              <Route key={path} path={`${APP}/${path}`} element={element} />
            ))}
            <Route path="*" element={null} />
          </Routes>
        </TelemetryProvider>
      </TimeRangeProvider>
    </MemoryRouter>,
  );
  return {
    ...page,
    address: () => `${location?.pathname ?? ''}${location?.search ?? ''}`.replace(APP, ''),
    search: () => new URLSearchParams(location?.search),
    back: () => act(async () => navigate?.(-1)),
  };
}
