import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';

import type { Query } from '@/api/client';
import type { Register, RegisterRecord } from '@/api/records';
import type { Role } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Heading, Lines, Link, Mono, Name, Page, Panel, Problem, Row, Sheets, Stack, Text, Time, Waiting } from '@/ui';
import { ChangedNote } from './changed_note';
import { useSession } from '../session/queries';
import { creationOf } from './new_record_page';
import { useManyRecords, useRecords, useRegisters } from './queries';
import { Due, StateTag } from './state_tag';

const SHOWN = 8;

type Lists = ReturnType<typeof useRecords>[];

// What nobody has done anything with since it was registered.
const asNew = (register: Register): Query => ({ state: creationOf(register)?.to });

// States in which what one person has prepared waits for another one of this role.
const asPrepared = (register: Register, role: Role): string[] => [
  ...new Set(
    register.actions
      .filter(({ four_eyes, from, may, to }) => four_eyes && to !== '' && from.length === 1 && may.includes(role))
      .flatMap(({ from }) => from),
  ),
];

const firstState = (lists: Lists, register: Register): string | undefined =>
  lists.flatMap(({ data }) => data?.items ?? []).find((record) => record.register === register.id)?.state;

// What is mine, what is late or soon due, and what has just come in: where a day begins.
export function MyDayPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const registers = useRegisters();
  const all = registers.data?.registers ?? [];
  const open = useRecords({ officer: 'me', kind: 'open', limit: SHOWN });
  const waiting = useRecords({ officer: 'me', kind: 'waiting', limit: SHOWN });
  const late = useManyRecords(all.map((one) => ({ register: one.id, late: '1', order: 'due', limit: SHOWN })));
  // By what is due first, those that are late come first of all.
  const soon = useRecords(
    { order: 'due', offset: totalOf(late), limit: SHOWN },
    registers.isSuccess && late.every(({ isSuccess }) => isSuccess),
  );
  const fresh = useManyRecords(all.map((one) => ({ register: one.id, ...asNew(one), limit: SHOWN })));
  const role = useSession().data?.user?.role ?? 'checker';
  const states = all.flatMap((one) => asPrepared(one, role).map((state) => ({ register: one.id, state })));
  const prepared = useManyRecords(states.map((where) => ({ ...where, limit: SHOWN })));
  const stale = [open, waiting, soon, ...late, ...fresh, ...prepared].some(
    (list) => list.isStale && !list.isFetching && list.isSuccess,
  );
  return (
    <Page title={t('my_day.title')} wide>
      <Stack gap={4}>
        <Problem error={registers.error} />
        <ChangedNote
          shown={stale}
          onShow={() => void client.refetchQueries({ queryKey: ['records'], type: 'active' })}
        />
        {/* Nothing is said to be none before it is known which registers there are. */}
        {registers.isPending ? (
          <Waiting rows={8} />
        ) : (
          <Sheets>
            <Stack gap={4}>
              <List
                title={t('my_day.mine')}
                empty={t('my_day.no_mine')}
                lists={[open, waiting]}
                registers={all}
                show="due"
                more={() => ({ officer: 'me' })}
              />
              {states.length > 0 && (
                <List
                  title={t('my_day.prepared')}
                  empty={t('my_day.no_prepared')}
                  lists={prepared}
                  registers={all}
                  show="due"
                  more={(register) => ({ state: firstState(prepared, register) })}
                />
              )}
              <List
                title={t('my_day.fresh')}
                empty={t('my_day.no_fresh')}
                lists={fresh}
                registers={all}
                show="opened"
                more={asNew}
                apart
              />
            </Stack>
            <Stack gap={4}>
              <List
                title={t('my_day.late')}
                empty={t('my_day.no_late')}
                lists={late}
                registers={all}
                show="due"
                more={() => ({ late: '1', order: 'due' })}
                apart
              />
              <List
                title={t('my_day.soon')}
                empty={t('my_day.no_soon')}
                lists={[soon]}
                registers={all}
                show="due"
                more={() => ({ order: 'due' })}
                uncounted
              />
            </Stack>
          </Sheets>
        )}
      </Stack>
    </Page>
  );
}

interface ListProps {
  title: string;
  empty: string;
  lists: Lists;
  registers: Register[];
  show: 'due' | 'opened';
  // The same list in full.
  more: (register: Register) => Query;
  // What else is behind the total.
  uncounted?: boolean;
  // Each list is the one of the register in its place, so that it is known how many each has.
  apart?: boolean;
}

const totalOf = (lists: Lists): number => lists.reduce((sum, { data }) => sum + (data?.total ?? 0), 0);

const isUrgent = ({ late, values }: RegisterRecord): boolean => late && /^urgent/.test(String(values.priority));

// Those that are late and urgent; then those that are due first; then those that have no time limit.
function inOrder(records: RegisterRecord[], show: 'due' | 'opened'): RegisterRecord[] {
  const key = (record: RegisterRecord) =>
    show === 'due' ? (isUrgent(record) ? '' : (record.due_at ?? '9')) : record.opened_at;
  const sign = show === 'due' ? 1 : -1;
  return [...records].sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)).slice(0, SHOWN);
}

function List({ title, empty, lists, registers, show, more, uncounted = false, apart = false }: ListProps) {
  const language = useLanguage();
  const total = totalOf(lists);
  const records = inOrder(
    lists.flatMap(({ data }) => data?.items ?? []),
    show,
  );
  const error = lists.find((list) => list.error)?.error;
  const pending = lists.some((list) => list.isPending) && !error;
  const held = (index: number): number | undefined => (apart ? (lists[index]?.data?.total ?? 0) : undefined);
  const linked = registers
    .map((register, index) => ({ register, count: held(index) }))
    .filter(({ register, count }) => count ?? records.some((record) => record.register === register.id));
  return (
    <Panel label={title}>
      <Stack gap={3}>
        <Row apart>
          <Heading>
            {title}
            {!uncounted && total > 0 && ` (${formatNumber(total, language)})`}
          </Heading>
          <More linked={linked} query={more} whole={apart || total <= records.length} />
        </Row>
        <Problem error={error} />
        {pending && <Waiting rows={2} />}
        {!pending && !error && records.length === 0 && <Text soft>{empty}</Text>}
        {records.length > 0 && (
          <Lines
            label={title}
            items={records.map((record) => ({
              key: record.id,
              line: <Short record={record} register={registers.find(({ id }) => id === record.register)} show={show} />,
            }))}
          />
        )}
      </Stack>
    </Panel>
  );
}

interface MoreProps {
  linked: { register: Register; count: number | undefined }[];
  query: ListProps['more'];
  // No other register has any.
  whole: boolean;
}

// The registers of what is counted or, where that isn't known, of what is shown: one alone is then not called all.
function More({ linked, query, whole }: MoreProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const address = (register: Register) =>
    new URLSearchParams(
      Object.entries(query(register)).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ).toString();
  return (
    <Row>
      {linked.map(({ register, count }) => (
        <Text key={register.id} small>
          <Link to={`/registers/${register.id}?${address(register)}`}>
            {whole && linked.length === 1 ? t('common.show_all') : register.title}
            {linked.length > 1 && count !== undefined && ` (${formatNumber(count, language)})`}
          </Link>
        </Text>
      ))}
    </Row>
  );
}

interface ShortProps {
  record: RegisterRecord;
  register: Register | undefined;
  show: 'due' | 'opened';
}

function Short({ record, register, show }: ShortProps) {
  return (
    <Stack gap={1}>
      <Link to={`/records/${record.id}`} step>
        <Name>{record.caption || record.number}</Name>
      </Link>
      <Row gap={3}>
        <Text small soft>
          <Mono>{record.number}</Mono>
        </Text>
        {register && <StateTag register={register} state={record.state} />}
        {show === 'due' ? record.due_at && <Due record={record} /> : <Time at={record.opened_at} />}
      </Row>
    </Stack>
  );
}
