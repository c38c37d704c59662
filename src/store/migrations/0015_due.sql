-- What has a clock is listed and counted from one index, without a look at the records. The projections stay as they are.

drop index record_by_due;
create index record_by_due on record (due_at, id, register, state, kind, unit, officer, changed_seq, due_from) where due_at <> 0;
