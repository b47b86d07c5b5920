/** Of the first label of each row, in units of Grafana's grid, so that the fields stand below each other. */
export const LABEL_WIDTH = 14;
