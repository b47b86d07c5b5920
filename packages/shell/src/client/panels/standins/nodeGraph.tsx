// Stands in for Grafana's core panel "Node graph", which is not on npm: nodes in layers from caller to callee, a ring for the share of failures,
// and the stats of nodes and edges. Left out: dragging, zooming, grids of many nodes.
import { css } from '@emotion/css';
import {
  getDisplayProcessor,
  PanelPlugin,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
  type PanelProps,
} from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { layered } from './layers.ts';
import { NoData } from './NoData.tsx';

const RADIUS = 22;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

function NodeGraphPanel({ data, width, height }: PanelProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const nodes = data.series.find(({ name }) => name === 'nodes');
  const edges = data.series.find(({ name }) => name === 'edges');
  if (nodes === undefined || nodes.length === 0) return <NoData />;
  const ids = texts(nodes, 'id');
  const [sources, targets] = [texts(edges, 'source'), texts(edges, 'target')];
  const placed = layered(
    ids,
    sources.map((source, row) => ({ source, target: targets[row] })),
  );
  const columns = Math.max(...placed.map(({ column }) => column)) + 1;
  const inColumn = (column: number) => placed.filter((one) => one.column === column).length;
  const at = new Map(
    placed.map(({ id, column, row }) => [
      id,
      { x: ((column + 0.5) * width) / columns, y: ((row + 0.5) * height) / inColumn(column) - 12 },
    ]),
  );
  const edgeStat = shownBy(edges, 'mainstat', theme);
  const nodeStats = [shownBy(nodes, 'mainstat', theme), shownBy(nodes, 'secondarystat', theme)];
  const failed = valuesOf(nodes, 'arc__failed');
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`Service map: ${sources.map((source, row) => `${source} calls ${targets[row]}`).join(', ')}`}
    >
      {sources.map((source, row) => {
        const [from, to] = [at.get(source), at.get(targets[row])];
        if (from === undefined || to === undefined) return null;
        return (
          <g key={`${source} ${targets[row]}`}>
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke={theme.colors.border.strong} strokeWidth={1.5} />
            <text x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4} className={styles.note}>
              {edgeStat(row)}
            </text>
          </g>
        );
      })}
      {ids.map((id, row) => {
        const { x, y } = at.get(id)!;
        const share = Number(failed[row] ?? 0);
        return (
          <g key={id}>
            <circle
              cx={x}
              cy={y}
              r={RADIUS}
              fill={theme.colors.background.primary}
              stroke={theme.visualization.getColorByName('green')}
              strokeWidth={3}
            />
            {share > 0 && (
              <circle
                cx={x}
                cy={y}
                r={RADIUS}
                fill="none"
                stroke={theme.visualization.getColorByName('red')}
                strokeWidth={3}
                strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
                transform={`rotate(-90 ${x} ${y})`}
              />
            )}
            <text x={x} y={y + 3} className={styles.note}>
              {nodeStats[0](row)}
            </text>
            <text x={x} y={y + RADIUS + 14} className={styles.name}>
              {texts(nodes, 'title')[row]}
            </text>
            <text x={x} y={y + RADIUS + 27} className={styles.note}>
              {nodeStats[1](row)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const fieldOf = (frame: DataFrame | undefined, name: string): Field | undefined =>
  frame?.fields.find((field) => field.name === name);
const valuesOf = (frame: DataFrame | undefined, name: string): unknown[] => fieldOf(frame, name)?.values ?? [];
const texts = (frame: DataFrame | undefined, name: string): string[] => valuesOf(frame, name).map(String);

/** The value of a row in the field's unit; empty where there is none. */
function shownBy(frame: DataFrame | undefined, name: string, theme: GrafanaTheme2): (row: number) => string {
  const field = fieldOf(frame, name);
  if (field === undefined) return () => '';
  const display = getDisplayProcessor({ field, theme });
  return (row) => {
    const value: unknown = field.values[row];
    if (value === null || value === undefined) return '';
    const { text, suffix = '' } = display(value);
    return text + suffix;
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({ fill: theme.colors.text.primary, fontSize: 12, textAnchor: 'middle' }),
  note: css({ fill: theme.colors.text.secondary, fontSize: 10, textAnchor: 'middle' }),
});

export const plugin = new PanelPlugin(NodeGraphPanel);
