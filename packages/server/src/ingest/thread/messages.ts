// What the server's thread and the thread of ingest say to each other. Rows never pass here: they go by file (Store.insertFile).
import type { StoreErrorCode, FileInsert } from '../../store/Store.ts';
import type { IngestStats } from '../Ingest.ts';

/** What the thread is started with. */
export interface IngestThreadOptions {
  /** For groups on their way into the store. */
  readonly directory: string;
  /** Why nothing is to be taken in at first; undefined when it is. */
  readonly problem: string | undefined;
  readonly host: string;
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly logLevel: string;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export type ToIngest =
  | { readonly kind: 'inserted'; readonly id: number; readonly failure?: InsertFailure }
  | { readonly kind: 'stats'; readonly id: number }
  | { readonly kind: 'refuse'; readonly problem: string | undefined }
  | { readonly kind: 'close' };

export interface InsertFailure {
  readonly code: StoreErrorCode;
  readonly message: string;
}

export type FromIngest =
  | { readonly kind: 'ready'; readonly grpc: Address; readonly http: Address }
  /** It could not start; `isPortInUse`: a person can choose another. */
  | { readonly kind: 'failed'; readonly message: string; readonly isPortInUse: boolean }
  | { readonly kind: 'insert'; readonly id: number; readonly insert: FileInsert }
  | { readonly kind: 'stats'; readonly id: number; readonly stats: IngestStats };
