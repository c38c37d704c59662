-- Types are BIGINT and TEXT alone and nothing is NULL: absent text is '', absent instants and numbers are 0. Instants are
-- microseconds since 1970. Hashes are lower-case hex. Statements end with ';' at the end of a line.

-- The ledger.
create table entry (
  seq bigint not null primary key,
  at bigint not null,
  kind text not null,
  actor_id text not null,
  actor_name text not null,
  actor_role text not null,
  actor_kind text not null,
  purpose text not null,
  subject text not null,
  body text not null,
  leaf_hash text not null
);
create index entry_kind on entry (kind, seq);
create index entry_actor on entry (actor_id, seq);
create index entry_subject on entry (subject, seq) where subject <> '';

-- One row: the tree over all entries. Whoever writes updates it first, so that two writers never fork the tree.
create table ledger_head (
  id bigint not null primary key,
  size bigint not null,
  frontier text not null,
  root text not null,
  note text not null,
  public_key text not null
);
create table checkpoint (
  size bigint not null primary key,
  note text not null
);

-- Beside the ledger: secrets and sign-in sessions.
create table credential (
  owner_id text not null,
  kind text not null,
  hash text not null,
  primary key (owner_id, kind)
);
create index credential_hash on credential (hash);
create table session (
  token_hash text not null primary key,
  user_id text not null,
  csrf text not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index session_by_user on session (user_id);
create index session_by_expiry on session (expires_at);

-- Rows of lists. They count once the import of their number is in the ledger. import_claim says whose rows of the next
-- number these are.
create table list_entry (
  dataset text not null,
  number bigint not null,
  row bigint not null,
  op text not null,
  entity_id text not null,
  digest text not null,
  schema text not null,
  caption text not null,
  body text not null,
  primary key (dataset, number, row)
);
create index list_entry_entity on list_entry (dataset, entity_id, number);
create table import_claim (
  dataset text not null primary key,
  token text not null
);

-- Projections: what the entries add up to.
create table user_account (
  id text not null primary key,
  name text not null unique,
  role text not null,
  state text not null,
  created_at bigint not null,
  changed_at bigint not null
);
create table api_key (
  id text not null primary key,
  name text not null,
  role text not null,
  state text not null,
  created_seq bigint not null,
  created_at bigint not null,
  ended_at bigint not null
);
create table judgement (
  id text not null primary key,
  query_key text not null,
  dataset text not null,
  entity_id text not null,
  entity_hash text not null,
  verdict text not null,
  reason text not null,
  by_id text not null,
  by_name text not null,
  at bigint not null,
  withdrawn bigint not null,
  changed_seq bigint not null
);
create index judgement_changed on judgement (changed_seq);
create table new_hit (
  seq bigint not null primary key,
  at bigint not null,
  dataset text not null,
  entity_id text not null,
  body text not null
);
create table list (
  dataset text not null primary key,
  state text not null,
  number bigint not null,
  floor bigint not null,
  format text not null,
  title text not null,
  publisher text not null,
  list_date text not null,
  version text not null,
  skipped bigint not null,
  entities bigint not null,
  imported_at bigint not null,
  ended_at bigint not null
);
create table list_import (
  dataset text not null,
  number bigint not null,
  kind text not null,
  seq bigint not null,
  at bigint not null,
  by_name text not null,
  format text not null,
  title text not null,
  publisher text not null,
  list_date text not null,
  version text not null,
  added bigint not null,
  changed bigint not null,
  ended bigint not null,
  unchanged bigint not null,
  skipped bigint not null,
  millis bigint not null,
  reason text not null,
  primary key (dataset, number)
);
