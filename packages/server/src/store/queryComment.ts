/** The log_comment by which a query of ours is found in the engine's list of processes. */
export function queryComment(id: number): string {
  return `watchingcat-${id}`;
}
