/**
 * Resolves once what is in the document now has been painted: a frame's callbacks run before its paint, and a message that
 * one of them sends is delivered after it.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
