-- A clock may have a holder: a unit or country that owes something by then (docs/formats/records.md, "Receipts"). The
-- projections are replayed after this.

drop table deadline;
create table deadline (
  record text not null,
  rule text not null,
  holder text not null,
  started_seq bigint not null,
  started_at bigint not null,
  counted_from bigint not null,
  due_at bigint not null,
  must bigint not null,
  state text not null,
  stopped_at bigint not null,
  primary key (record, rule, holder, started_seq)
);
create index deadline_due on deadline (state, due_at);
create index deadline_owed on deadline (holder, state, due_at) where holder <> '';

-- The board counts clocks by unit and officer without a look at the records themselves.
drop index if exists record_of_id;
create index record_of_id on record (id, register, state, kind, unit, changed_seq, officer);
