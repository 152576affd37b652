/** Fills `{0}`, `{1}` … of a label. A placeholder without a value stays as it is. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/gu, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}

/** Numbers as the reader writes them: `1 000` or `1,000`. */
export function numberFormat(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale);
  return (value) => format.format(value);
}
