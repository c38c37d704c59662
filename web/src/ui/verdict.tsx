// One plain answer, in words, with a colour and a shape, large enough to be read at arm's length.
import type { ReactNode } from 'react';

import styles from './verdict.module.css';

export type VerdictTone = 'nothing' | 'wait' | 'hit';

const MARKS: Record<VerdictTone, string> = { nothing: '✓', wait: '⏳', hit: '!' };

export function Verdict({ tone, word, children }: { tone: VerdictTone; word: string; children: ReactNode }) {
  return (
    <section className={styles.verdict} data-tone={tone} role="status" aria-label={word}>
      <p className={styles.word}>
        <span className={styles.mark} aria-hidden>
          {MARKS[tone]}
        </span>
        {word}
      </p>
      {children}
    </section>
  );
}
