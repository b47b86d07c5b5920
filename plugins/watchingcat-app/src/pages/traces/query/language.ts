// All that the Traces page needs of the query language, in one chunk that is loaded beside the page.
export { highlight, parseTraceQl } from '@watchingcat/query';
export { alsoWith } from './alsoWith';
export { askedAt, choicesAt, fieldNames } from './choicesAt';
export { attributeCondition, narrowed, panelOf, queryOfPanel, readCondition } from './conditions';
export { findingCondition } from './findingCondition';
export { groupedBy } from './groupedBy';
