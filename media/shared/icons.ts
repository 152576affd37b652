import { element } from './dom';

/**
 * Fetches the icons' style sheet and with it their font. Called after the first paint: VS Code shows a page only when
 * what its document asked for has come. Until then the page's own styles keep the icons' places.
 */
export function loadIcons(): void {
  const href = document.body.dataset['icons'];
  // First, so that the page's own styles go on overriding it.
  if (href !== undefined) document.head.prepend(element('link', { rel: 'stylesheet', href }));
}
