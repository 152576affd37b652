import type { PageStrings } from '../../core/protocol/protocol';

export interface Page {
  readonly kind: 'lesson' | 'results' | 'preflight' | 'glossary';
  readonly title: string;
  readonly locale: string;
  readonly strings: PageStrings;
  /** The page's content, made by the host: it is painted before any script is loaded. */
  readonly body: string;
}

/** Where the page's parts are, as the webview sees them. */
export interface PageSources {
  /** What the webview calls its own resources in a content security policy. */
  readonly cspSource: string;
  readonly script: string;
  /**
   * The style sheet itself. VS Code keeps a page hidden until all that its document names has been fetched, each through
   * a service worker and the workbench: the text is there sooner when that is one small script.
   */
  readonly style: string;
  /** Address of the icons' style sheet, which the page fetches after its first paint. */
  readonly icons: string;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Nothing is allowed but the extension's own files. Styles may stand inline, the page's own and those that Mermaid writes
 * into its SVG; scripts may not: the nonce covers the page's module and what it imports.
 */
function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
}

/** The document of every page: one frame, one policy. */
export function pageHtml(page: Page, sources: PageSources, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy(sources.cspSource, nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>
${sources.style.replaceAll('</', String.raw`<\/`)}
</style>
<script type="module" async nonce="${nonce}" src="${escapeHtml(sources.script)}"></script>
</head>
<body data-page="${page.kind}" data-strings="${escapeHtml(JSON.stringify(page.strings))}" data-locale="${escapeHtml(page.locale)}" data-icons="${escapeHtml(sources.icons)}">
${page.body}
</body>
</html>
`;
}
