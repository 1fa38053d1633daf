/** Rows as aligned columns, two spaces apart. Columns of numbers are aligned to the right. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly ('left' | 'right')[],
): string {
  const widths = alignments.map((_alignment, column) =>
    rows.reduce((most, row) => Math.max(most, lengthOf(row[column] ?? '')), 0),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => {
          const space = ' '.repeat(widths[column]! - lengthOf(cell));
          return alignments[column] === 'right' ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Characters as a person counts them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
