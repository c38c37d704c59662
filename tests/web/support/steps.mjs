// A step of a story. Each goes on where the one before it ended, so that after a failure the rest fail at once and say
// why, in place of waiting for what can't come. What failed is told at once, with what the page showed: a story can't
// be run again as it was.
import { it } from 'node:test';

const SHOWN = 3000;

async function tell(stage, name, error) {
  const shown = await stage.page
    ?.locator('body')
    .innerText({ timeout: 1000 })
    .catch((problem) => `nothing: ${problem.message}`);
  const lines = [
    `FAILED: ${name}`,
    error.stack ?? String(error),
    `The page was ${stage.page?.url()} and showed:`,
    String(shown).slice(0, SHOWN),
    ...(stage.complaints ?? []),
  ];
  process.stderr.write(`\n${lines.join('\n')}\n\n`);
}

export function step(stage, name, run) {
  it(name, async () => {
    if (stage.broken) throw new Error(`Not reached: “${stage.broken}” failed.`);
    try {
      await run();
    } catch (error) {
      stage.broken = name;
      await tell(stage, name, error);
      throw error;
    }
  });
}
