// All that the Traces page needs of the query language, in one chunk that is loaded beside the page.
export { highlight, parseTraceQl } from '@watchingcat/query';
export { choicesAt, fieldNames } from './choicesAt';
export { narrowed, panelOf, queryOfPanel, readCondition } from './conditions';
export { groupedBy } from './groupedBy';
