import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router-dom';

import type { Register, RegisterField, RegisterRecord } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  ButtonLink,
  Checkbox,
  Empty,
  Fade,
  Link,
  Mono,
  Name,
  Page,
  Problem,
  Row,
  Stack,
  Table,
  Tag,
  Text,
  Time,
  Together,
  Waiting,
  type Column,
} from '@/ui';
import { ManyBar, useManyActions } from '../many/many_bar';
import { useChoice, type Choice } from '../many/use_choice';
import { useSession } from '../session/queries';
import { ChangedNote } from './changed_note';
import { ExportButton } from './export_button';
import { FieldValue } from './field_value';
import { addressOf, countOf, PAGE_SIZE, queryOf, readFilters, type Filters } from './filters';
import { creationOf } from './new_record_page';
import { useRecords, useRegister, useRegisters } from './queries';
import { RegisterFilters } from './register_filters';
import { SavedViews } from './saved_views';
import { Due, StateTag } from './state_tag';
import { fieldOf } from './use_labels';
import { isEmpty } from './values';

export function RegisterPage() {
  const { t } = useTranslation();
  const { register: id = '' } = useParams();
  const registers = useRegisters();
  const register = useRegister(id);
  const role = useSession().data?.user?.role;
  const may = role !== undefined && register && creationOf(register)?.may.includes(role);
  const create = may && <NewButton register={register} />;
  const mayImport = role !== undefined && register?.import_may.includes(role);
  return (
    <Page
      title={register?.title ?? id}
      wide
      actions={
        <Row>
          {mayImport && <ButtonLink to={`/registers/${id}/old-records`}>{t('old_records.title')}</ButtonLink>}
          {create}
        </Row>
      }
    >
      <Problem error={registers.error} />
      {registers.isPending && <Waiting rows={8} />}
      {registers.isSuccess && !register && <Empty title={t('records.no_register')} text={t('not_found.text')} />}
      {register && <Records key={id} register={register} create={create} />}
    </Page>
  );
}

function NewButton({ register }: { register: Register }) {
  const { t } = useTranslation();
  return (
    <Row>
      {register.intake && <ButtonLink to={`/registers/${register.id}/intake`}>{t('intake.title')}</ButtonLink>}
      <ButtonLink to={`/registers/${register.id}/new`} kind="main">
        {t('records.new', { what: register.title_one })}
      </ButtonLink>
    </Row>
  );
}

function Records({ register, create }: { register: Register; create: React.ReactNode }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const filters = readFilters(address);
  const query = queryOf(filters, register.id);
  const records = useRecords({ ...query, offset: (filters.page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  const change = useCallback(
    (part: Partial<Filters>) =>
      setAddress((before) => addressOf({ ...readFilters(before), page: 1, ...part }), { replace: !('page' in part) }),
    [setAddress],
  );
  const narrowed = countOf(filters) > 0 || filters.q !== '';
  const items = records.data?.items ?? [];
  const choice = useChoice(JSON.stringify(query));
  const acts = useManyActions(register).length > 0;
  return (
    <Stack gap={3}>
      <RegisterFilters register={register} filters={filters} onChange={change} />
      <Problem error={records.error} />
      <ChangedNote shown={records.isStale && !records.isFetching} onShow={() => void records.refetch()} />
      {records.isPending && !records.error && <Waiting rows={10} />}
      <Row apart align="start">
        {acts && (
          <ManyBar register={register} choice={choice} items={items} total={records.data?.total ?? 0} query={query} />
        )}
        <SavedViews register={register} filters={filters} onChange={change} />
      </Row>
      {records.isSuccess && items.length === 0 && (
        <Empty
          title={t(narrowed ? 'records.none_found' : filters.byDue ? 'records.none_due' : 'records.empty')}
          text={t(
            narrowed ? 'records.none_found_text' : filters.byDue ? 'records.none_due_text' : 'records.empty_text',
          )}
          action={!narrowed && create}
        />
      )}
      {items.length > 0 && (
        <Fade faded={records.isPlaceholderData} label={register.title}>
          <Stack gap={3}>
            <RecordsTable
              register={register}
              items={items}
              columns={filters.columns}
              choice={acts ? choice : undefined}
            />
            <Paging filters={filters} total={records.data?.total ?? 0} shown={items.length} onChange={change}>
              <ExportButton register={register} query={query} columns={filters.columns} />
            </Paging>
          </Stack>
        </Fade>
      )}
    </Stack>
  );
}

// A field that the caption already says is no column of its own.
function isCaption({ id }: RegisterField, items: RegisterRecord[]): boolean {
  return items.every(({ caption, values }) => caption !== '' && values[id] === caption);
}

// A column of which nothing is on the page takes the room that the others need.
function isFilled({ id }: RegisterField, items: RegisterRecord[]): boolean {
  return items.some(({ values }) => !isEmpty(values[id]));
}

interface TableProps {
  register: Register;
  items: RegisterRecord[];
  // Ids of fields in their order; empty: the usual ones.
  columns: readonly string[];
  // Of rows to act on; none where the reader acts on none.
  choice: Choice | undefined;
}

// A box before each row.
function boxes(choice: Choice, title: string, say: (number: string) => string): Column<RegisterRecord> {
  return {
    key: 'choose',
    title,
    untitled: true,
    cell: (record) => (
      <Checkbox
        checked={choice.has(record.id)}
        onChange={() => choice.toggle(record)}
        aria-label={say(record.number)}
      />
    ),
  };
}

function RecordsTable({ register, items, columns, choice }: TableProps) {
  const { t } = useTranslation();
  const usual = register.fields.filter((field) => field.column && !isCaption(field, items) && isFilled(field, items));
  const shown = columns.length > 0 ? columns.flatMap((id) => fieldOf(register, id) ?? []) : usual;
  const fields: Column<RegisterRecord>[] = shown.map((field) => ({
    key: field.id,
    title: field.label,
    cell: (record) =>
      record.values[field.id] ? <FieldValue field={field} value={record.values[field.id]} brief /> : null,
  }));
  return (
    <Table
      label={register.title}
      items={items}
      keyOf={({ id }) => id}
      columns={[
        ...(choice ? [boxes(choice, t('many.choose'), (number) => t('many.choose_one', { number }))] : []),
        {
          key: 'number',
          title: t('records.caption'),
          head: true,
          cell: (record) => (
            <Stack gap={1}>
              <Link to={`/records/${record.id}`} step>
                <Name>{record.caption || record.number}</Name>
              </Link>
              <Text small soft>
                {record.caption && (
                  <Together>
                    <Mono>{record.number}</Mono>
                  </Together>
                )}
                {record.restricted && (
                  <>
                    {' '}
                    <Tag tone="late">{t('record.restricted')}</Tag>
                  </>
                )}
              </Text>
            </Stack>
          ),
        },
        // Where a screen is narrow, what a record is in and when it is due stays in sight; the rest is scrolled to.
        {
          key: 'state',
          title: t('records.state'),
          cell: ({ state }) => <StateTag register={register} state={state} wrap />,
        },
        ...(items.some((record) => record.due_at)
          ? [
              {
                key: 'due',
                title: t('records.due'),
                cell: (record: RegisterRecord) => record.due_at && <Due record={record} />,
              },
            ]
          : []),
        ...fields,
        {
          key: 'changed',
          title: t('records.changed'),
          cell: (record) => <Time at={record.changed_at} only="relative" />,
        },
      ]}
    />
  );
}

interface PagingProps {
  filters: Filters;
  total: number;
  shown: number;
  children: React.ReactNode;
  onChange: (change: Partial<Filters>) => void;
}

function Paging({ filters, total, shown, onChange, children }: PagingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = (filters.page - 1) * PAGE_SIZE + 1;
  const last = first + shown - 1;
  const figure = (value: number) => formatNumber(value, language);
  return (
    <Row apart>
      <Row gap={3}>
        <Text soft>
          {shown < total || filters.page > 1
            ? t('records.range', { first: figure(first), last: figure(last), total: figure(total) })
            : t('records.count', { count: total })}
        </Text>
        {children}
      </Row>
      {(filters.page > 1 || last < total) && (
        <Row>
          <Button disabled={filters.page <= 1} onClick={() => onChange({ page: filters.page - 1 })}>
            {t('records.previous_page')}
          </Button>
          <Button disabled={shown < PAGE_SIZE || last >= total} onClick={() => onChange({ page: filters.page + 1 })}>
            {t('records.next_page')}
          </Button>
        </Row>
      )}
    </Row>
  );
}
