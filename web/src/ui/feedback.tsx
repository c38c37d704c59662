import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ApiError } from '@/api/client';
import styles from './feedback.module.css';
import { Hidden } from './layout';
import layout from './layout.module.css';

// What went wrong, as the server says it: what happened, what was kept, what to do.
export function Problem({ error, action }: { error: unknown; action?: ReactNode }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <div className={styles.note} data-tone="problem" role="alert">
      <div className={styles.body}>
        <span className={styles.mark} aria-hidden>
          ✗
        </span>
        <Said text={sentenceOf(error, t('problem.unreachable'), t('problem.unknown'))} missing={missingOf(error)} />
      </div>
      {action}
    </div>
  );
}

// How many things an action says that it lacks.
function missingOf(error: unknown): number {
  const needs = error instanceof ApiError && error.code === 'record.needs' ? error.params.needs : undefined;
  return needs ? needs.split(',').length : 0;
}

// What is missing is counted up one below the other; a sentence that does not read so is left as it is.
function Said({ text, missing }: { text: string; missing: number }) {
  const [, lead, list = '', rest] = /^(.*?:) (.+?)\. (.+)$/s.exec(text) ?? [];
  const items = list.split(/(?<!\s)[;؛] /);
  if (missing < 2 || items.length !== missing) return <>{text}</>;
  return (
    <>
      {lead}
      <ul className={styles.missing}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {rest}
    </>
  );
}

function sentenceOf(error: unknown, unreachable: string, unknown: string): string {
  if (error instanceof ApiError) {
    if (error.unreachable) return unreachable;
    return error.message || `${unknown} (${error.status})`;
  }
  return unknown;
}

interface NoteProps {
  tone?: 'notice' | 'warning' | 'good';
  action?: ReactNode;
  live?: boolean;
  children: ReactNode;
}

const MARKS = { notice: '', warning: '!', good: '✓' } as const;

export function Note({ tone = 'notice', action, live = false, children }: NoteProps) {
  return (
    <div className={styles.note} data-tone={tone} role={live ? 'status' : undefined}>
      <div className={styles.body}>
        {MARKS[tone] && (
          <span className={styles.mark} aria-hidden>
            {MARKS[tone]}
          </span>
        )}
        {children}
      </div>
      {action}
    </div>
  );
}

// What would be here, and how to begin.
export function Empty({ title, text, action }: { title: string; text?: string; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {text && <p className={styles.emptyText}>{text}</p>}
      {action && <div className={styles.emptyAction}>{action}</div>}
    </div>
  );
}

// Stands where rows will be; shows itself after 200 ms, so that quick answers do not flicker.
export function Waiting({ rows = 4, tall = false }: { rows?: number; tall?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.waiting} role="status" aria-busy>
      <Hidden>{t('common.loading')}</Hidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.bar} data-tall={tall} />
      ))}
    </div>
  );
}

// The same in the place of a whole page.
export function PageWaiting() {
  return (
    <div className={layout.page}>
      <Waiting />
    </div>
  );
}

export type Tone = 'done' | 'soon' | 'late' | 'ended' | 'accent';

// A state: a word with its colour and its shape.
export function Tag({ tone, wrap = false, children }: { tone: Tone; wrap?: boolean | undefined; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone} data-wrap={wrap}>
      {children}
    </span>
  );
}

export function Progress({ value, label }: { value: number | undefined; label: string }) {
  return <progress className={styles.progress} max={1} value={value} aria-label={label} />;
}

let speak: (text: string) => void = () => undefined;

// Says something to a screen reader without moving the focus.
export function announce(text: string): void {
  speak(text);
}

// The live region; stands once in the page.
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    speak = setText;
    return () => {
      speak = () => undefined;
    };
  }, []);
  return (
    <div role="status" aria-live="polite">
      <Hidden>{text}</Hidden>
    </div>
  );
}

const TOAST_MS = 6_000;
let show: (text: string) => void = () => undefined;

// Says that something was done, for a moment, wherever the reader is.
export function toast(text: string): void {
  show(text);
}

// Where it is said; stands once in the page.
export function Toaster() {
  const [toasted, setToasted] = useState({ text: '', number: 0 });
  useEffect(() => {
    show = (text) => setToasted(({ number }) => ({ text, number: number + 1 }));
    return () => {
      show = () => undefined;
    };
  }, []);
  useEffect(() => {
    if (!toasted.text) return undefined;
    const timer = setTimeout(() => setToasted(({ number }) => ({ text: '', number })), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toasted]);
  return (
    <div className={styles.toaster} role="status" aria-live="polite">
      {toasted.text && (
        <div className={styles.toast}>
          <span className={styles.mark} aria-hidden>
            ✓
          </span>
          {toasted.text}
        </div>
      )}
    </div>
  );
}
