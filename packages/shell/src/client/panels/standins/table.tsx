// Stands in for Grafana's core panel "Table", which is not on npm, with @grafana/ui's table: units, colours, links, sorting, column widths. Of several frames
// the first is shown. Left out: footers, nested tables, column filters beyond the table's own.
import { FieldType, identityOverrideProcessor, PanelPlugin, type PanelProps } from '@grafana/data';
import { Table } from '@grafana/ui';
import { NoData } from './NoData.tsx';

interface Options {
  showHeader?: boolean;
  cellHeight?: string;
  sortBy?: Array<{ displayName: string; desc?: boolean }>;
}

/** Narrower than Grafana's 150, because the shell's menu takes its share of a small screen. */
const COLUMN_MIN_PX = 100;

function TablePanel({ data, width, height, options, timeRange }: PanelProps<Options>) {
  const frame = data.series.find(({ fields }) => fields.length > 0);
  if (!frame || frame.length === 0) return <NoData />;
  return (
    <Table
      data={frame}
      width={width}
      height={height}
      columnMinWidth={COLUMN_MIN_PX}
      noHeader={options.showHeader === false}
      cellHeight={options.cellHeight as never}
      initialSortBy={options.sortBy ?? []}
      timeRange={timeRange}
      ariaLabel={frame.name ?? 'Table'}
    />
  );
}

export const plugin = new PanelPlugin<Options>(TablePanel).useFieldConfig({
  useCustomConfig: (builder) => {
    const defaults = {
      align: 'auto',
      cellOptions: { type: 'auto' },
      width: undefined,
      minWidth: undefined,
      hidden: undefined,
      inspect: false,
      filterable: false,
    };
    for (const [path, defaultValue] of Object.entries(defaults)) {
      builder.addCustomEditor({
        id: path,
        path: path,
        name: path,
        defaultValue: defaultValue as never,
        editor: () => null,
        override: () => null,
        process: identityOverrideProcessor,
        shouldApply: ({ type }) => type !== FieldType.nestedFrames,
      });
    }
  },
});
