-- The board of deadlines counts open clocks by register, unit and officer from one index, without a look at the records. The
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
  register text not null,
  unit text not null,
  officer text not null,
  primary key (record, rule, holder, started_seq)
);
create index deadline_open on deadline (due_at, record, rule, holder, started_seq, started_at, counted_from, state, stopped_at, register, unit, officer) where must = 1 and state in ('running', 'paused');
create index deadline_owed on deadline (holder, due_at) where must = 1 and state in ('running', 'paused') and holder <> '';
-- What is due the program does itself: the next clock of a rule is found without a look at the others.
create index deadline_of_rule on deadline (rule, register, due_at, record) where state <> 'met';
