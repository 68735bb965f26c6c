/**
 * Some browsers forget what a table is once its rows are laid out another way, as narrow screens
 * do: the roles say it again.
 */
export const ROLE = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  header: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
