import mermaid from 'mermaid';
import { element, find, findAll, icon } from '../shared/dom';
import type { Page } from '../shared/page';
import { onThemeChange } from '../shared/theme';
import { rememberHeight } from './diagramSpace';
import { diagramConfig } from './diagramTheme';

interface Diagram {
  readonly index: number;
  readonly figure: HTMLElement;
  readonly source: string;
  /** What a reader who does not see it is told. */
  readonly text: string;
}

/**
 * Mermaid's SVG is made of the lesson's text, cleaned by Mermaid itself (`securityLevel: 'strict'`). Parsing it apart
 * from the page keeps scripts in it from ever running.
 */
function svgElement(svg: string): SVGSVGElement | null {
  return new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
}

function failed(page: Page, { figure }: Diagram, error: unknown): void {
  find('.diagram-error', figure)?.remove();
  find('.diagram-drawing', figure)?.remove();
  figure.dataset['diagramState'] = 'failed';
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  figure.prepend(
    element('p', { class: 'diagram-error' }, icon('warning'), ` ${page.strings.diagramFailed} `, element('code', { text: reason })),
  );
}

/** Below this a diagram scrolls instead of shrinking until nobody can read it. In pixels. */
const LEAST_WIDTH = 480;

function keepReadable(svg: SVGSVGElement): void {
  svg.style.minWidth = `${String(Math.min(LEAST_WIDTH, Math.floor(svg.viewBox.baseVal.width)))}px`;
}

/** Draws one diagram in place of its source. The old drawing stays until the new one is ready. */
async function draw(page: Page, diagram: Diagram, stage: HTMLElement, round: number): Promise<void> {
  const { index, figure, source, text } = diagram;
  try {
    // Another name each time: Mermaid draws into the first element of the name, and the old drawing is still there.
    const { svg } = await mermaid.render(`diagram-${String(index)}-${String(round)}`, source, stage);
    const made = svgElement(svg);
    if (made === null) throw new Error('no drawing');
    keepReadable(made);
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', text);
    made.removeAttribute('aria-roledescription');
    made.removeAttribute('aria-labelledby');
    made.removeAttribute('aria-describedby');
    const drawing = element('div', { class: 'diagram-drawing' }, document.adoptNode(made));
    find('.diagram-error', figure)?.remove();
    find('.diagram-drawing', figure)?.remove();
    find('.diagram-source', figure)?.before(drawing);
    figure.dataset['diagramState'] = 'drawn';
    rememberHeight(page, index, figure, made.getBoundingClientRect().height);
  } catch (error) {
    failed(page, diagram, error);
  } finally {
    stage.replaceChildren();
  }
}

function read(figure: HTMLElement, index: number): Diagram {
  const source = find('.diagram-source', figure)?.textContent ?? '';
  return { index, figure, source, text: find('figcaption', figure)?.textContent.trim() ?? '' };
}

/** Draws all diagrams in their order, one after the other, and again whenever the theme changes. */
export async function showDiagrams(page: Page, root: HTMLElement): Promise<void> {
  const diagrams = findAll('figure.diagram', root).map(read);
  // Mermaid measures text in the document: out of sight and out of the flow, so that nothing moves.
  const stage = element('div', { class: 'diagram-stage', 'aria-hidden': 'true' });
  document.body.append(stage);

  let round = 0;
  async function drawAll(): Promise<void> {
    round += 1;
    mermaid.initialize(diagramConfig());
    for (const diagram of diagrams) await draw(page, diagram, stage, round);
  }

  let drawing = drawAll();
  onThemeChange(() => {
    drawing = drawing.then(drawAll);
  });
  await drawing;
}
