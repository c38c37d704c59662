-- Clocks that stood still count from a later instant (docs/formats/records.md), and a record says which of its clocks is
-- due next and from where that one counts. The projections are replayed after this.

alter table deadline add column counted_from bigint not null default 0;
alter table record add column due_rule text not null default '';
alter table record add column due_from bigint not null default 0;
