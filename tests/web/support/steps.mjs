// A step of a story. Each goes on where the one before it ended, so that after a failure the rest fail at once and say
// why, in place of waiting for what can't come.
import { it } from 'node:test';

export function step(stage, name, run) {
  it(name, async () => {
    if (stage.broken) throw new Error(`Not reached: “${stage.broken}” failed.`);
    try {
      await run();
    } catch (error) {
      stage.broken = name;
      throw error;
    }
  });
}
