type Child = Node | string;

interface Attributes {
  readonly class?: string | undefined;
  readonly text?: string | undefined;
  readonly [attribute: string]: string | undefined;
}

/** Makes an element. Text only ever becomes a text node, so nothing that arrives in a message can become markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function element(tag: string, attributes?: Attributes, ...children: readonly Child[]): HTMLElement;
export function element(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (name === 'text') made.textContent = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A codicon. It is decoration: the word beside it, or the control's name, carries the meaning. */
export function icon(name: string): HTMLSpanElement {
  return element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

export function hiddenText(text: string): HTMLSpanElement {
  return element('span', { class: 'visually-hidden', text });
}

interface ButtonOptions {
  readonly label: string;
  readonly icon?: string;
  /** Shown as an icon alone, with the label as name and tooltip. */
  readonly iconOnly?: boolean;
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly onClick: () => void;
}

/** A toolkit button. */
export function button(options: ButtonOptions): HTMLElement {
  const made = element('vscode-button', { appearance: options.appearance ?? 'icon' });
  labelButton(made, options);
  made.addEventListener('click', options.onClick);
  return made;
}

/** Gives a button its icon, its text and its accessible name. */
export function labelButton(target: HTMLElement, options: Pick<ButtonOptions, 'label' | 'icon' | 'iconOnly'>): void {
  const text = options.iconOnly === true ? [] : [element('span', { class: 'action-label', text: options.label })];
  target.replaceChildren(...(options.icon === undefined ? [] : [icon(options.icon)]), ...text);
  target.setAttribute('aria-label', options.label);
  if (options.iconOnly === true) target.title = options.label;
}

/** The toolkit mirrors this attribute into the real button inside. */
export function setDisabled(target: Element, disabled: boolean): void {
  target.toggleAttribute('disabled', disabled);
}

/** Replaces the text only if it differs, so that live regions do not repeat themselves. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** The nearest element with the attribute, for events delegated to an ancestor. */
export function closest(event: Event, selector: string): HTMLElement | null {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

export function findAll(selector: string, root: ParentNode = document): readonly HTMLElement[] {
  return [...root.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);
}

export function find(selector: string, root: ParentNode = document): HTMLElement | null {
  const found = root.querySelector(selector);
  return found instanceof HTMLElement ? found : null;
}
