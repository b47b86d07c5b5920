// PostgreSQL in this process (PGlite) behind one function that makes a database client span of each statement, as
// https://opentelemetry.io/docs/specs/semconv/database/database-spans/ describes it, and records db.client.operation.duration.
import { PGlite } from '@electric-sql/pglite';
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_SERVER_ADDRESS,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
  METRIC_DB_CLIENT_OPERATION_DURATION,
} from '@opentelemetry/semantic-conventions';
import { ATTR_DB_RESPONSE_RETURNED_ROWS } from '@opentelemetry/semantic-conventions/incubating';
import { PRODUCTS, REVIEWS } from './products.ts';

const NAMESPACE = 'catalog';
const tracer = trace.getTracer('shop.database');
const duration = metrics.getMeter('shop.database').createHistogram(METRIC_DB_CLIENT_OPERATION_DURATION, {
  unit: 's',
  description: 'Duration of database client operations.',
  advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
});

/** One SQL statement. Values stand in `values`, never in `sql`, which therefore can be shown to anybody. */
export interface Statement {
  readonly operation: 'SELECT' | 'UPDATE';
  readonly table: string;
  readonly sql: string;
  readonly values?: readonly unknown[];
  /** Waits this long within the span: stands for a slow disk, a lock or the network, without heating a real CPU. */
  readonly delayMs?: number;
}

export interface Database {
  /** Rows of one statement. @throws what PostgreSQL says */
  query<Row>(statement: Statement): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens a new database in memory, with the shop's goods in it. */
export async function openDatabase(): Promise<Database> {
  const postgres = await PGlite.create();
  await seed(postgres);
  return {
    query: (statement) => traced(statement, () => run(postgres, statement)),
    close: () => postgres.close(),
  };
}

async function run<Row>(postgres: PGlite, { sql, values = [], delayMs = 0 }: Statement): Promise<Row[]> {
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  const { rows } = await postgres.query<Row>(sql, [...values]);
  return rows;
}

async function traced<Row>(statement: Statement, work: () => Promise<Row[]>): Promise<Row[]> {
  const attributes = {
    [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
    [ATTR_DB_NAMESPACE]: NAMESPACE,
    [ATTR_DB_COLLECTION_NAME]: statement.table,
    [ATTR_DB_OPERATION_NAME]: statement.operation,
  };
  const span = tracer.startSpan(`${statement.operation} ${statement.table}`, {
    kind: SpanKind.CLIENT,
    attributes: { ...attributes, [ATTR_DB_QUERY_TEXT]: statement.sql, [ATTR_SERVER_ADDRESS]: 'catalog-db' },
  });
  const startedAt = performance.now();
  try {
    const rows = await work();
    span.setAttribute(ATTR_DB_RESPONSE_RETURNED_ROWS, rows.length);
    return rows;
  } catch (error) {
    const { name, message } = error as Error;
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    span.setAttribute(ATTR_ERROR_TYPE, name);
    throw error;
  } finally {
    duration.record((performance.now() - startedAt) / 1_000, attributes);
    span.end();
  }
}

async function seed(postgres: PGlite): Promise<void> {
  await postgres.exec(`
    CREATE TABLE product (id text PRIMARY KEY, position int NOT NULL, name text NOT NULL, category text NOT NULL,
      price int NOT NULL, picture text NOT NULL, description text NOT NULL);
    CREATE TABLE stock (product_id text PRIMARY KEY REFERENCES product, quantity int NOT NULL CHECK (quantity >= 0));
    CREATE TABLE review (product_id text NOT NULL REFERENCES product, stars int NOT NULL, body text NOT NULL);
    CREATE INDEX review_product ON review (product_id);`);
  for (const [position, product] of PRODUCTS.entries()) {
    const { id, name, category, price, picture, description } = product;
    const values = [id, position, name, category, price, picture, description];
    await postgres.query('INSERT INTO product VALUES ($1, $2, $3, $4, $5, $6, $7)', values);
    await postgres.query('INSERT INTO stock VALUES ($1, $2)', [id, STOCK_WHEN_FULL]);
    for (const [stars, body] of REVIEWS.filter((_, review) => (review * (position + 2)) % 5 < 3)) {
      await postgres.query('INSERT INTO review VALUES ($1, $2, $3)', [id, stars, body]);
    }
  }
}

/** Pieces of each product after a delivery. */
export const STOCK_WHEN_FULL = 200;
