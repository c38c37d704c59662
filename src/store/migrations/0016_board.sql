-- The board of deadlines counts open clocks in the order of one index, which nothing has to be sorted for, and finds those
-- of a page in another. The projections stay as they are.

drop index deadline_open;
create index deadline_open on deadline (due_at, record, rule, holder, started_seq, state, counted_from, must) where must = 1 and state in ('running', 'paused');
create index deadline_board on deadline (officer, unit, holder, state, due_at, counted_from, rule, started_at, register, record, must) where must = 1 and state in ('running', 'paused');
