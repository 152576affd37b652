/** Calls the listener when VS Code changed the theme: it sets the colours on the root and the kind on the body. */
export function onThemeChange(listener: () => void): void {
  // Both change in one go, several attributes each; the observer is told of all of them at once.
  const observer = new MutationObserver(() => {
    listener();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
