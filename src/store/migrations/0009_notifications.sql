-- What people are told of records (docs/formats/ledger.md, "tells"): to_kind 'user' or 'unit'; what 'told' (somebody acted)
-- or 'hit' (a check found something; check_seq is its entry, else 0). The projections are replayed after this.

create table notification (
  seq bigint not null,
  to_kind text not null,
  to_id text not null,
  record text not null,
  what text not null,
  action text not null,
  actor_id text not null,
  actor_name text not null,
  check_seq bigint not null,
  at bigint not null,
  primary key (seq, to_kind, to_id)
);
create index notification_to on notification (to_kind, to_id, seq);
-- Beside the ledger: what each person has read, by its mark (desk/notifications.h).
create table notification_read (
  user_id text not null,
  mark text not null,
  at bigint not null,
  primary key (user_id, mark)
);
