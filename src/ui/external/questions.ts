/** A question that somebody waits for. */
interface Open<T> {
  readonly answer: Promise<T>;
  readonly unasked: AbortController;
  waiting: number;
}

/**
 * Questions to the user, one at a time: VS Code closes a box when another opens. Whoever asks the same while it is open
 * gets the same answer; a box closes when nobody waits for it any more.
 */
export class Questions<T> {
  private readonly open = new Map<string, Open<T>>();
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Rejects with what `show` rejects with, and with the signal's reason as soon as it is aborted.
   *
   * @param name the same for the same question
   * @param show asks; its signal is aborted when nobody waits for the answer
   */
  async ask(name: string, show: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const question = this.open.get(name) ?? this.begin(name, show);
    question.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        question.waiting -= 1;
        if (question.waiting === 0) {
          this.forget(name, question);
          question.unasked.abort();
        }
        reject(signal.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted.', 'AbortError'));
      };
      signal.addEventListener('abort', leave, { once: true });
      void question.answer.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }

  private begin(name: string, show: (signal: AbortSignal) => Promise<T>): Open<T> {
    const unasked = new AbortController();
    const answer = this.last.then(() => {
      unasked.signal.throwIfAborted();
      return show(unasked.signal);
    });
    const question = { answer, unasked, waiting: 0 };
    this.open.set(name, question);
    const done = (): void => {
      this.forget(name, question);
    };
    this.last = answer.then(done, done);
    return question;
  }

  /** Whoever asks from now on asks anew. */
  private forget(name: string, question: Open<T>): void {
    if (this.open.get(name) === question) this.open.delete(name);
  }
}
