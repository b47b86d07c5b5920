// What can be set for a trace panel, as it is stored in dashboards.
export interface TracePanelOptions {
  /** Figures, share of services and problems above the rows. */
  readonly showOverview: boolean;
  readonly showMinimap: boolean;
  /** Of the name column, in pixels. */
  readonly nameWidth: number;
  /** Subtrees from this depth on are closed when the panel opens; 0 leaves everything open. */
  readonly openLevels: number;
}

export const DEFAULT_OPTIONS: TracePanelOptions = {
  showOverview: true,
  showMinimap: true,
  nameWidth: 300,
  openLevels: 0,
};
