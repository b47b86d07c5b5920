export const DATA_SOURCE_TYPE = 'watchingcat-datasource';
