// Who was called, by what the caller's span says: databases, queues and other companies' APIs send no spans themselves.
import type { NodeKind } from '@watchingcat/model';

/** OpenTelemetry's names of today first, then those of before (https://opentelemetry.io/docs/specs/semconv/database/, …/messaging/). */
const DATABASE_SYSTEM = ['db.system.name', 'db.system'];
const DATABASE_NAME = ['db.namespace', 'db.name'];
const MESSAGING_SYSTEM = ['messaging.system'];
const MESSAGING_NAME = ['messaging.destination.name', 'messaging.destination'];
const PEER = ['peer.service', 'server.address', 'net.peer.name', 'http.host', 'rpc.service'];

/** All attributes that `peerOf` asks for. */
export const PEER_ATTRIBUTES: readonly string[] = [
  ...DATABASE_SYSTEM,
  ...DATABASE_NAME,
  ...MESSAGING_SYSTEM,
  ...MESSAGING_NAME,
  ...PEER,
];

export interface Peer {
  readonly name: string;
  readonly kind: Exclude<NodeKind, 'service'>;
}

/**
 * A database or queue without a name goes by its system; `undefined` when nothing is said.
 * @param text of an attribute; `undefined` and empty are the same
 */
export function peerOf(text: (attribute: string) => string | undefined): Peer | undefined {
  const first = (names: readonly string[]) => names.map(text).find((value) => value !== undefined && value !== '');
  const database = first(DATABASE_SYSTEM);
  if (database !== undefined) return { name: first(DATABASE_NAME) ?? database, kind: 'database' };
  const messaging = first(MESSAGING_SYSTEM);
  if (messaging !== undefined) return { name: first(MESSAGING_NAME) ?? messaging, kind: 'messaging' };
  const peer = first(PEER);
  return peer === undefined ? undefined : { name: peer, kind: 'external' };
}

/**
 * The name of the peer's node. An address may be that of a service which sends spans; a database or queue only happens to be named like
 * one, and must not become it.
 */
export function peerNodeName({ name, kind }: Peer, services: ReadonlySet<string>): string {
  return kind !== 'external' && services.has(name) ? `${name} (${kind})` : name;
}
