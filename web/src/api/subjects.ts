import type { RecordRow, RecordValues } from './records';
import type { CheckAnswer, Reason, Recognised } from './types';

// Files of persons and things (docs/formats/records.md).
export type SubjectKind = 'person' | 'vehicle' | 'document' | 'object';

// A value, and which files and records say it.
export interface SaidValue {
  text: string;
  // Of a name: as name_kind; of a paper: its type.
  kind: string;
  country: string;
  files: string[];
  records: string[];
  recognised?: Recognised;
}

export interface SubjectFile {
  id: string;
  kind: SubjectKind;
  number: string;
  caption: string;
  // Known from masked rows alone: nothing else of it is given.
  masked: boolean;
  names: SaidValue[];
  birth_dates: SaidValue[];
  genders: SaidValue[];
  nationalities: SaidValue[];
  papers: SaidValue[];
  vins: SaidValue[];
  plates: SaidValue[];
  engines?: SaidValue[];
  makes: SaidValue[];
  numbers: SaidValue[];
  models?: SaidValue[];
  descriptions?: SaidValue[];
  notes: SaidValue[];
  record_count: number;
}

export interface LikelyFile {
  score: number;
  reasons: Reason[];
  file: SubjectFile;
}

export interface SubjectMember {
  id: string;
  number: string;
  version: number;
  merged_into: string;
  // What was written on this file itself.
  values: SubjectValues;
}

export interface SubjectValues {
  names?: { text: string; kind: string }[];
  birth_date?: string;
  gender?: string;
  nationalities?: string[];
  papers?: { number: string; type?: string; country?: string }[];
  vin?: string;
  plates?: { plate: string; country?: string }[];
  make?: string;
  note?: string;
}

export interface SubjectRecord {
  id: string;
  register: string;
  number: string;
  state: string;
  kind: string;
  caption: string;
  partner: string;
  opened_at: string;
  // What it says of this one.
  rows: RecordRow[];
}

export interface SubjectEvent {
  seq: number;
  at: string;
  who: string;
  kind: string;
  file: string;
  other: string;
  record: string;
  action: string;
  reason: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

export interface SaidApart {
  at: string;
  who: string;
  reason: string;
  stands: boolean;
  file: SubjectFile;
}

export interface SubjectView extends SubjectFile {
  members: SubjectMember[];
  records: SubjectRecord[];
  duplicates: LikelyFile[];
  apart: SaidApart[];
  timeline: SubjectEvent[];
}

export interface Proposal {
  file: SubjectFile;
  others: LikelyFile[];
}

export interface RecordCheck {
  field: string;
  subject: string;
  // The row is masked, or was asked about with what the reader may not see: field and hits alone are given.
  withheld: boolean;
  hits: number;
  check: CheckAnswer | null;
  own: LikelyFile[];
}

// A record that something rests on.
export interface PositionRecord {
  record: string;
  register: string;
  number: string;
  state: string;
  caption: string;
}

export interface PositionLine {
  may: boolean;
  // It holds back all that may be done of the same act.
  bars: boolean;
  held_back: boolean;
  act: string;
  act_label: string;
  say: string;
  source: string;
  // To be confirmed by a lawyer.
  from_memory: boolean;
  records: PositionRecord[];
}

export interface PositionClock extends PositionRecord {
  rule: string;
  label: string;
  source: string;
  must: boolean;
  clock_state: 'running' | 'paused';
  late: boolean;
  started_at: string;
  due_at: string;
  // 0 is today, less than 0 is past.
  days_left: number;
}

export interface PositionEntry extends PositionRecord {
  heading: string;
  opened_at: string;
  // In the order in which they are shown.
  fields: string[];
  values: RecordValues;
}

// The legal position of a person, as far as the reader may see its records.
export interface Position {
  id: string;
  number: string;
  caption: string;
  masked: boolean;
  names: string[];
  birth_dates: string[];
  nationalities: string[];
  papers: string[];
  at: string;
  // What bars, what else may not be done, what may, and what is held back.
  lines: PositionLine[];
  clocks: PositionClock[];
  sections: { id: string; label: string; items: PositionEntry[] }[];
}
