// Shown for a panel whose plugin exists in Grafana but not here.
import { PanelPlugin } from '@grafana/data';
import { NoData } from './NoData.tsx';

export const missingPanel = (id: string) =>
  new PanelPlugin(() => (
    <NoData
      message={`The panel "${id}" is part of Grafana and is not available here. Open this dashboard in Grafana to see it.`}
    />
  ));
