import type { MermaidConfig } from 'mermaid';

type Rgb = readonly [number, number, number];

/** The colour as the browser resolves it: Mermaid does its own colour maths and knows no CSS variables. */
function resolve(probe: HTMLElement, expression: string): readonly [...Rgb, number] {
  probe.style.color = expression;
  const parts =
    getComputedStyle(probe)
      .color.match(/[\d.]+/gu)
      ?.map(Number) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red, green, blue, alpha];
}

/** An opaque colour: what is translucent in the theme is laid over the page's background. */
function over(background: Rgb, [red, green, blue, alpha]: readonly [...Rgb, number]): Rgb {
  const mix = (top: number, below: number): number => Math.round(top * alpha + below * (1 - alpha));
  return [mix(red, background[0]), mix(green, background[1]), mix(blue, background[2])];
}

const hex = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** By the colour itself: the classes on the body name both high-contrast themes alike. */
function isDark([red, green, blue]: Rgb): boolean {
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

/** Mermaid's settings for the theme that is on now. */
export function diagramConfig(): MermaidConfig {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const [red, green, blue] = resolve(probe, 'var(--vscode-editor-background)');
  const page: Rgb = [red, green, blue];
  const colour = (expression: string): string => hex(over(page, resolve(probe, expression)));
  const contrast = document.body.className.includes('high-contrast');
  const text = colour('var(--vscode-editor-foreground)');
  const border = contrast ? colour('var(--vscode-contrastBorder, currentColor)') : colour('var(--vscode-descriptionForeground)');
  const fill = contrast ? hex(page) : colour('var(--vscode-editorWidget-background)');
  const note = contrast ? hex(page) : colour('var(--vscode-textBlockQuote-background, var(--vscode-editorWidget-background))');
  const { fontFamily, fontSize } = getComputedStyle(document.body);
  const size = Number.parseFloat(fontSize);
  probe.remove();
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    theme: 'base',
    fontFamily,
    fontSize: size,
    // Flowcharts shrink to the column instead of growing past it.
    flowchart: { useMaxWidth: true },
    sequence: { useMaxWidth: true, mirrorActors: false, height: 3 * size, actorFontSize: size, messageFontSize: size, noteFontSize: size },
    themeVariables: {
      darkMode: isDark(page),
      fontFamily,
      fontSize,
      background: hex(page),
      primaryColor: fill,
      primaryTextColor: text,
      primaryBorderColor: border,
      secondaryColor: note,
      secondaryTextColor: text,
      secondaryBorderColor: border,
      tertiaryColor: hex(page),
      tertiaryTextColor: text,
      tertiaryBorderColor: border,
      mainBkg: fill,
      nodeBorder: border,
      nodeTextColor: text,
      clusterBkg: hex(page),
      clusterBorder: border,
      titleColor: text,
      textColor: text,
      lineColor: border,
      edgeLabelBackground: hex(page),
      actorBkg: fill,
      actorBorder: border,
      actorTextColor: text,
      actorLineColor: border,
      signalColor: text,
      signalTextColor: text,
      labelBoxBkgColor: fill,
      labelBoxBorderColor: border,
      labelTextColor: text,
      loopTextColor: text,
      noteBkgColor: note,
      noteBorderColor: border,
      noteTextColor: text,
      activationBkgColor: fill,
      activationBorderColor: border,
      sequenceNumberColor: hex(page),
    },
  };
}
