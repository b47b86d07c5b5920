// What makes files, in a chunk of its own: the HTML viewer is large.
export { exportedTraces, traceFile, traceFileType } from '@watchingcat/sources';
