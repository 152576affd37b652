/** Calls the listener when VS Code changed the theme: it sets the colours on the root and the kind on the body. */
export function onThemeChange(listener: () => void): void {
  let queued = false;
  const observer = new MutationObserver(() => {
    if (queued) return;
    queued = true;
    // Both change in one go, several attributes each; one answer is enough.
    requestAnimationFrame(() => {
      queued = false;
      listener();
    });
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
