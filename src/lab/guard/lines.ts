/** Cuts a stream of text into lines. A line that never ends is dropped at the limit, so that memory stays bounded. */
export function lineReader(onLine: (line: string) => void, limit = 1_000_000): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, limit);
    for (const line of lines) if (line.trim() !== '') onLine(line);
  };
}
