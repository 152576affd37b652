/**
 * Resolves once what is in the document now has been painted: the callback of the first frame runs before its paint,
 * that of the second one after it. A hidden page paints nothing, so it resolves at once.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') {
      resolve();
      return;
    }
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve();
      });
    });
  });
}

/** Milliseconds after which what can wait has waited long enough. */
const MOST_WAIT_MS = 300;

/** Resolves when the page has nothing to do, or soon. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: MOST_WAIT_MS },
    );
  });
}

/** Resolves when one of the elements is in view, or will soon be; never where there are none. */
export function whenNear(elements: readonly Element[]): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: '50%' },
    );
    for (const element of elements) observer.observe(element);
  });
}
