// What the server sends, as /api/openapi.json describes it. Instants are ISO 8601 in UTC.

export type Language = 'ar' | 'en' | 'fr' | 'es';
export const ROLES = ['checker', 'officer', 'supervisor', 'auditor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type Right =
  | 'check'
  | 'see_own_history'
  | 'see_all_history'
  | 'see_lists'
  | 'import_lists'
  | 'judge_hits'
  | 'see_records'
  | 'act_on_records'
  | 'manage_users'
  | 'verify_ledger'
  | 'operate'
  | 'see_records'
  | 'act_on_records'
  | 'break_glass'
  | 'review_glass';

export interface SignedInUser {
  id: string;
  name: string;
  role: Role;
  rights: Right[];
  // Whose deputy he is just now.
  stands_for?: { id: string; name: string }[];
}

export interface Session {
  signed_in: boolean;
  setup_needed: boolean;
  user?: SignedInUser;
  csrf?: string;
  version: string;
}

export interface User {
  id: string;
  name: string;
  role: Role;
  state: 'active' | 'closed';
  unit?: string;
  country?: string;
  created_at: string;
}

export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  created_at: string;
  state: 'active' | 'ended';
}

export interface Purpose {
  code: string;
  label: string;
}

export interface CodedText {
  code: string;
  text: string;
}

export interface Recognised {
  kind: string;
  valid: boolean;
  check_digits: Record<string, boolean>;
  fields: Record<string, unknown>;
  warnings: CodedText[];
}

export interface Reason {
  code: string;
  text: string;
  side: 'for' | 'neutral' | 'against';
  weight: number;
}

export interface Hit {
  id: string;
  caption: string;
  schema: string;
  dataset: string;
  dataset_title?: string;
  score: number;
  match: boolean;
  quiet?: boolean;
  judgement_id?: string;
  // Of a check that was made for a record.
  verdict?: 'same' | 'different';
  reasons: Reason[];
  names?: { text: string; kind: string }[];
  birth_dates?: string[];
  nationalities?: string[];
  list_date?: string;
}

export interface ListAsked {
  dataset: string;
  title: string;
  list_date: string;
  version?: string;
  imported_at: string;
  count: number;
}

export type Properties = Record<string, string[]>;

export interface CheckAnswer {
  id: string;
  at: string;
  who?: string;
  purpose: string;
  reference?: string;
  recognised?: Recognised | null;
  schema: string;
  query: { schema: string; properties: Properties };
  // What was asked for and could not be compared.
  warnings: { code: string; text: string }[];
  results: Hit[];
  quiet_count: number;
  considered: number;
  lists: ListAsked[];
}

export interface CheckRequest {
  text?: string;
  schema?: string;
  properties?: Properties;
  purpose: string;
  limit?: number;
  threshold?: number;
  reference?: string;
}

export interface FrontLineAnswer {
  answer: 'nothing' | 'wait' | 'hit';
  say: string;
  do: string[];
  check: string;
  at: string;
  asked: string;
  // Of a hit: its record and its number.
  id?: string;
  hit?: string;
  due_at?: string;
  recognise?: { name: string; birth_dates: string[]; nationalities: string[] };
}

export interface BulkLine {
  id?: string;
  results?: Pick<Hit, 'id' | 'caption' | 'schema' | 'dataset' | 'score' | 'match' | 'reasons'>[];
  error?: CodedText;
}

export interface Page<Item> {
  items: Item[];
  next?: string | number | null;
}

export interface HistoryItem {
  id: string;
  at: string;
  who: string;
  who_id?: string;
  purpose: string;
  reference?: string;
  summary: string;
  schema: string;
  hits: number;
  best_score?: number | null;
  bulk?: boolean;
  lines?: number;
}

export interface NewHit {
  id: string | number;
  at: string;
  check_id: string;
  asked_at: string;
  who: string;
  summary: string;
  // The record that was checked, if it was one.
  record?: string;
  record_number?: string;
  // Of a victim, a witness or a minor: what was asked and hit is not given.
  masked?: boolean;
  dataset: string;
  entity_id: string;
  caption: string;
  score: number;
  reasons: Reason[];
}

export interface ImportCounts {
  added: number;
  changed: number;
  ended: number;
  unchanged: number;
  skipped: number;
  seconds: number;
}

export interface ListSummary {
  dataset: string;
  title: string;
  format: string;
  publisher?: string;
  list_date?: string;
  version?: string;
  imported_at: string;
  count: number;
  state?: 'in_force' | 'ended';
  last?: ImportCounts | null;
}

export interface ListImport extends ImportCounts {
  number: number;
  at: string;
  who: string;
  list_date?: string;
  version?: string;
  // This was not an import: the list was ended, for this reason.
  list_ended?: boolean;
  reason?: string;
}

export interface ListDetail extends ListSummary {
  imports: ListImport[];
}

export interface ImportChange {
  op: 'added' | 'changed' | 'ended';
  entity_id: string;
  caption: string;
  schema: string;
}

export const IMPORT_FORMATS = ['un', 'ofac', 'interpol', 'ftm', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportJob {
  id: string;
  dataset: string;
  format: string;
  started_at?: string;
  state: 'reading' | 'writing' | 'publishing' | 'rechecking' | 'done' | 'failed';
  bytes: number;
  total_bytes: number;
  entries: number;
  skipped: number;
  result?: ImportCounts | null;
  error?: ProblemDetails | null;
  problems?: { line: number; text: string }[];
}

export interface EntityDocument {
  type?: string;
  number?: string;
  country?: string;
  note?: string;
}

export interface Entity {
  id: string;
  schema: string;
  caption: string;
  dataset: string;
  properties: Properties;
  documents?: EntityDocument[];
  state: 'in_force' | 'ended';
  first_seen?: string;
  last_changed?: string;
  ended_at?: string | null;
}

export interface LedgerEntry {
  seq: number;
  at: string;
  kind: string;
  who?: string;
  purpose?: string;
  summary?: string;
}

export interface LedgerVerdict {
  ok: boolean;
  entries: number;
  first_wrong?: number | null;
  // What is wrong there, in the reader's language.
  text?: string;
}

export interface ProblemDetails {
  type?: string;
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  params?: Record<string, string>;
}

// A program outside that is told what happens (docs/formats/webhooks.md).
export interface Webhook {
  id: string;
  url: string;
  state: 'active' | 'paused';
  kinds: string[];
  // Empty: all.
  registers: string[];
  created_at: string;
  created_by: string;
}

export interface Delivery {
  id: string;
  kind: string;
  state: 'waiting' | 'delivered' | 'given_up' | 'withheld';
  record: string;
  number: string;
  attempts: number;
  made_at: string;
  last_at: string | null;
  next_at: string | null;
  // Of HTTP; 0: it came to none.
  status: number;
  error: string;
  // What the error means, in the reader's language.
  problem: string;
}
