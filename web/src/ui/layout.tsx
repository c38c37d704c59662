import { Fragment, useEffect, type ReactNode } from 'react';

import styles from './layout.module.css';

type Gap = 1 | 2 | 3 | 4 | 6;
const GAPS: Record<Gap, string | undefined> = {
  1: styles.gap1,
  2: styles.gap2,
  3: styles.gap3,
  4: styles.gap4,
  6: styles.gap6,
};

export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

export function Stack({ gap = 3, children }: { gap?: Gap; children: ReactNode }) {
  return <div className={classes(styles.stack, GAPS[gap])}>{children}</div>;
}

interface RowProps {
  gap?: Gap;
  align?: 'center' | 'start' | 'end';
  apart?: boolean;
  children: ReactNode;
}

export function Row({ gap = 2, align = 'center', apart = false, children }: RowProps) {
  return (
    <div className={classes(styles.row, GAPS[gap])} data-align={align} data-apart={apart}>
      {children}
    </div>
  );
}

// Takes the room that is left in a Row; `wide`: on a phone, a line of its own.
export function Grow({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <div className={styles.grow} data-wide={wide}>
      {children}
    </div>
  );
}

// Fields side by side as far as there is room.
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}

interface PageProps {
  title: string;
  actions?: ReactNode;
  narrow?: boolean;
  // A table of many columns takes all the room there is.
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, actions, narrow = false, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Maktab`;
  }, [title]);
  return (
    <div className={styles.page} data-narrow={narrow} data-wide={wide}>
      <div className={styles.pageHead}>
        <h1 className={styles.pageTitle}>
          <bdi>{title}</bdi>
        </h1>
        {actions && <div className={classes(styles.row, styles.gap2, styles.screenOnly)}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

// What is read beside what happened: two thirds and one, under each other where there is no room.
export function Split({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.split}>
      <div className={classes(styles.stack, styles.gap4)}>{main}</div>
      <div className={classes(styles.stack, styles.gap4)}>{side}</div>
    </div>
  );
}

// Sheets side by side as far as there is room.
export function Sheets({ children }: { children: ReactNode }) {
  return <div className={styles.sheets}>{children}</div>;
}

interface LinesProps {
  items: { key: string | number; line: ReactNode }[];
  label?: string;
  // Of few words each, with nothing between them.
  tight?: boolean;
}

// A list of short lines, each an item.
export function Lines({ items, label, tight = false }: LinesProps) {
  // An empty one would still have the room of a line around it.
  if (items.length === 0) return null;
  return (
    <ul className={styles.lines} aria-label={label} data-tight={tight}>
      {items.map(({ key, line }) => (
        <li key={key}>{line}</li>
      ))}
    </ul>
  );
}

// A text of several lines as it was written, in its own direction; behind what says what it is.
export function Prose({ children, lead }: { children: string; lead?: string }) {
  if (lead)
    return (
      <div>
        <Text soft>{lead}</Text> <bdi className={styles.prose}>{children}</bdi>
      </div>
    );
  return (
    <div className={styles.prose} dir="auto">
      {children}
    </div>
  );
}

export function Panel({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section className={styles.panel} aria-label={label}>
      {children}
    </section>
  );
}

export function Heading({ children, level = 2, id }: { children: ReactNode; level?: 2 | 3; id?: string }) {
  const Tag = level === 2 ? 'h2' : 'h3';
  return (
    <Tag className={styles.heading} id={id}>
      {children}
    </Tag>
  );
}

interface TextProps {
  children: ReactNode;
  small?: boolean;
  soft?: boolean;
  strong?: boolean;
  big?: boolean;
  block?: boolean;
}

export function Text({ children, small, soft, strong, big, block }: TextProps) {
  const Tag = block ? 'div' : 'span';
  return (
    <Tag className={classes(small && styles.small, soft && styles.soft, strong && styles.strong, big && styles.big)}>
      {children}
    </Tag>
  );
}

// What must not be broken over two lines.
export function Together({ children }: { children: ReactNode }) {
  return <span className={styles.together}>{children}</span>;
}

// Numbers of papers, plates, VINs: always left to right, whatever stands around them.
export function Mono({ children }: { children: ReactNode }) {
  return (
    <span className={classes(styles.mono, styles.whole)} dir="ltr">
      {children}
    </span>
  );
}

// A plate keeps the order of its parts although an Arabic letter stands between figures.
export function Plate({ children }: { children: string }) {
  return (
    <bdo className={styles.mono} dir="ltr">
      {children}
    </bdo>
  );
}

const KNOWN_BY_NUMBER = ['Vehicle', 'Passport', 'Identification'];

// What a question or an entry is called: a name in its own direction, or a plate or number from left to right.
export function Caption({ schema, children }: { schema: string; children: string }) {
  return KNOWN_BY_NUMBER.includes(schema) ? <Plate>{children}</Plate> : <Name>{children}</Name>;
}

export function Preformatted({ children, label }: { children: string; label: string }) {
  return (
    <pre className={styles.pre} dir="ltr" tabIndex={0} aria-label={label} role="region">
      {children}
    </pre>
  );
}

// The name of a person or thing, in its own direction.
export function Name({ children }: { children: string }) {
  return <bdi dir="auto">{children}</bdi>;
}

const OTHER_SCRIPT =
  /(?<=[\p{Script=Arabic}\p{M}])\s+(?=\p{Script=Latin})|(?<=[\p{Script=Latin}\p{M}])\s+(?=\p{Script=Arabic})/u;

// A name that may be written in two scripts, one after the other: each goes its own way and is not broken.
export function Names({ children }: { children: string }) {
  return children.split(OTHER_SCRIPT).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && ' '}
      <bdi dir="auto" className={styles.whole}>
        {part}
      </bdi>
    </Fragment>
  ));
}

export interface Fact {
  label: ReactNode;
  value: ReactNode;
  // Where the label is not a text of its own.
  key?: string;
}

export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value, key = String(label) }) => [
        <dt key={`${key}-label`}>{label}</dt>,
        <dd key={`${key}-value`}>{value}</dd>,
      ])}
    </dl>
  );
}

export function Figures({ figures }: { figures: { label: string; value: string }[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

// For screen readers alone.
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}

export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className={styles.screenOnly}>{children}</div>;
}

export function PrintOnly({ children }: { children: ReactNode }) {
  return <div className={styles.printOnly}>{children}</div>;
}

// What is no longer the newest while its successor is on the way.
export function Fade({ faded, label, children }: { faded: boolean; label: string; children: ReactNode }) {
  return (
    <section className={styles.fade} data-faded={faded} aria-busy={faded} aria-label={label}>
      {children}
    </section>
  );
}
