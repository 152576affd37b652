import type { Token } from 'markdown-it';

/** The text of an inline token: code and emphasis without their marks. */
export function plainText(inline: Token): string {
  return (inline.children ?? []).map((child) => (child.type === 'softbreak' ? ' ' : child.content)).join('');
}

/** The value of a token's attribute; empty where there is none. */
export function attributeOf(token: Token | undefined, name: string): string {
  return String(token?.attrs?.find(([key]) => key === name)?.[1] ?? '');
}
