/** A word of the field that lessons use, explained in one sentence. */
export interface Term {
  /** Made of the English name: what pages and addresses call the term. */
  readonly id: string;
  /** In the language of the lessons. */
  readonly term: string;
  readonly english: string;
  /** One sentence, Markdown without blocks. */
  readonly text: string;
  /**
   * How the term stands in a text, in any case of letters. A word that ends with `*` may have up to three more letters,
   * which is every ending of a Russian noun or adjective: `слот* репликации`.
   */
  readonly forms: readonly string[];
  /** Phrases, written like forms, in which the word means something else. */
  readonly except: readonly string[];
  /** The lesson that explains the term first: its id, with `#` and an anchor where that helps. */
  readonly lesson: string;
}

/** The id of the element that explains a term on a page. */
export function termAnchor(id: string): string {
  return `term-${id}`;
}
