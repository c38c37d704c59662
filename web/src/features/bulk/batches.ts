// Lines in the portions that they are sent in.
//
// A browser begins to read an answer when it has sent the whole question. A portion is small enough to lie in the
// buffers on the way, so that a server that answers while it reads never waits for a browser that is still sending.
export const MAX_BATCH_LINES = 500;
export const MAX_BATCH_LETTERS = 64 * 1024;

export function* batches(lines: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let letters = 0;
  for (const line of lines) {
    if (batch.length > 0 && (batch.length >= MAX_BATCH_LINES || letters + line.length > MAX_BATCH_LETTERS)) {
      yield batch;
      batch = [];
      letters = 0;
    }
    batch.push(line);
    letters += line.length;
  }
  if (batch.length > 0) yield batch;
}
