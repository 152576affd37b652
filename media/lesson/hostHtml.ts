/**
 * The one place where markup from a message becomes elements: hints, which the host renders from the lesson's Markdown
 * with the same renderer as the page itself (`html: false`, so what an author writes as HTML arrives escaped, and links
 * of other schemes than http(s) are no links). `DOMParser` makes an inert document: scripts in it never run, and the
 * page's Content-Security-Policy has no place for inline handlers. Nothing that a system answered ever comes through here.
 */
export function hostHtml(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}
