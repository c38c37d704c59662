import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Reason } from '@/api/types';
import { countryName, formatPartialDate, formatScore } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { Caption, Hidden, Name } from './layout';
import styles from './score.module.css';

export type ScoreWord = 'strong' | 'possible' | 'weak';

// 0.70 is "worth a look" in every script and kind (names/compare.h); the words divide what lies above it.
export function scoreWord(score: number): ScoreWord {
  if (score >= 0.85) return 'strong';
  return score >= 0.7 ? 'possible' : 'weak';
}

export function Score({ score, small = false }: { score: number; small?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const word = scoreWord(score);
  return (
    <span className={styles.score} data-word={word} data-small={small}>
      <span className={styles.bar} aria-hidden>
        <span className={styles.fill} style={{ display: 'block', inlineSize: `${Math.round(score * 100)}%` }} />
      </span>
      <span className={styles.figure}>{formatScore(score, language)}</span>
      <span>{t(`score.${word}`)}</span>
    </span>
  );
}

const SIGNS = { for: '✓', neutral: '~', against: '✗' } as const;

const GENDERS: Readonly<Record<string, string>> = { F: 'female', M: 'male' };

// The sentence of the server, with what it names by a code as the reader's language writes it: dates, countries, sexes.
function useSentence(): (reason: Reason) => string {
  const language = useLanguage();
  const words = useWords();
  return ({ code, text }) => {
    if (/\bbirth\./.test(code)) {
      return text.replace(/\b\d{4}-\d{2}(-\d{2})?\b/g, (date) => formatPartialDate(date, language));
    }
    if (/\bcountry\./.test(code)) return text.replace(/\b[A-Z]{2}\b/g, (country) => countryName(country, language));
    if (/\bgender\./.test(code)) {
      return text.replace(/\b[FM]\b/g, (letter) => words('gender', GENDERS[letter] ?? letter));
    }
    return text;
  };
}

export function Reasons({ reasons }: { reasons: Reason[] }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason, index) => (
        <li key={`${reason.code}-${index}`} data-side={reason.side}>
          <span className={styles.sign} aria-hidden>
            {SIGNS[reason.side]}
          </span>
          <span>
            <Hidden>{t(`reason.${reason.side}`)}: </Hidden>
            {sentence(reason)}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface HitFrameProps {
  score: number;
  quiet?: boolean;
  source: ReactNode;
  schema: string;
  name: string;
  secondNames: string[];
  onOpen: () => void;
  children: ReactNode;
  actions?: ReactNode;
}

// The card of one hit; its name opens the entry in full.
export function HitFrame({
  score,
  quiet,
  source,
  schema,
  name,
  secondNames,
  onOpen,
  children,
  actions,
}: HitFrameProps) {
  return (
    <article className={styles.card} data-word={scoreWord(score)} data-quiet={quiet}>
      <div className={styles.source}>{source}</div>
      <div className={styles.head}>
        <div className={styles.names}>
          <h3 style={{ margin: 0 }}>
            <button type="button" className={styles.name} onClick={onOpen} data-step>
              <Caption schema={schema}>{name}</Caption>
            </button>
          </h3>
          {secondNames.map((second) => (
            <div key={second} className={styles.second}>
              <Name>{second}</Name>
            </div>
          ))}
        </div>
        <Score score={score} />
      </div>
      {children}
      {actions && <div className={styles.foot}>{actions}</div>}
    </article>
  );
}
