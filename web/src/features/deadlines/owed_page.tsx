import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import type { DeadlineBoard, DeadlineHolder, Labelled } from '@/api/records';
import { countryName, formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  Columns,
  Empty,
  Fade,
  Heading,
  Link,
  Name,
  Page,
  PrintOnly,
  Problem,
  Row,
  ScreenOnly,
  Select,
  Stack,
  Switch,
  Table,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { SaveList } from '../records/export_button';
import { useRegisters } from '../records/queries';
import { Due } from '../records/state_tag';
import { ClockCaption, ClockState } from './clocks';
import { useBoard } from './queries';

const MOST_SHOWN = 500;
const NAMES = ['holder', 'register', 'channel', 'late'] as const;
type Filters = Record<(typeof NAMES)[number], string>;

// They stand in the address, so that a view can be kept and sent.
function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const [address, setAddress] = useSearchParams();
  const filters = Object.fromEntries(NAMES.map((name) => [name, address.get(name) ?? ''])) as Filters;
  const change = (some: Partial<Filters>) => setAddress(addressOf({ ...filters, ...some }));
  return [filters, change];
}

function addressOf(filters: Filters): URLSearchParams {
  return new URLSearchParams(NAMES.filter((name) => filters[name]).map((name) => [name, filters[name]]));
}

function owedBy({ counts }: DeadlineHolder, late: boolean): number {
  return late ? (counts.late ?? 0) : Object.values(counts).reduce((sum, count) => sum + count, 0);
}

// Who owes most that is late comes first, then whose first receipt is due first.
function inOrder(holders: DeadlineHolder[], late: boolean): DeadlineHolder[] {
  const due = (holder: DeadlineHolder) => (holder.due_at ? Date.parse(holder.due_at) : Infinity);
  return holders
    .filter((holder) => owedBy(holder, late) > 0)
    .sort((a, b) => (b.counts.late ?? 0) - (a.counts.late ?? 0) || due(a) - due(b));
}

// Which units and countries still owe a receipt, how many, since when and how late; then the receipts themselves.
export function OwedPage() {
  const { t } = useTranslation();
  const [filters, change] = useFilters();
  const late = filters.late === '1';
  const query = {
    owed: 1,
    register: filters.register,
    filter: filters.channel ? `channel:${filters.channel}` : undefined,
  };
  const all = useBoard({ ...query, limit: 1 });
  const one = { ...query, holder: filters.holder, figure: late ? 'late' : undefined };
  const receipts = useBoard({ ...one, limit: MOST_SHOWN }, filters.holder !== '');
  const holders = inOrder(all.data?.holders ?? [], late);
  const narrowed = Boolean(filters.register || filters.channel || late);
  return (
    <Page title={t('owed.title')} wide actions={<Actions query={one} />}>
      <Stack gap={4}>
        <Problem error={all.error ?? receipts.error} />
        <ScreenOnly>
          <Choices filters={filters} change={change} holders={all.data?.holders ?? []} />
        </ScreenOnly>
        {all.data && (
          <PrintOnly>
            <Text small soft>
              {t('owed.as_of')} <Time at={all.data.at} only="absolute" />
            </Text>
          </PrintOnly>
        )}
        {all.isPending && !all.error && <Waiting rows={6} />}
        {all.data && holders.length === 0 && (
          <Empty
            title={t(narrowed ? 'owed.none_found' : 'owed.none')}
            text={t(narrowed ? 'owed.none_found_text' : 'owed.none_text')}
          />
        )}
        {all.data && holders.length > 0 && (
          <Fade faded={all.isPlaceholderData} label={t('owed.holders')}>
            <Holders holders={holders} filters={filters} late={late} />
          </Fade>
        )}
        {filters.holder && receipts.data && receipts.data.total > 0 && (
          <Fade faded={receipts.isPlaceholderData} label={t('owed.receipts')}>
            <Receipts board={receipts.data} onAll={() => change({ holder: '' })} />
          </Fade>
        )}
      </Stack>
    </Page>
  );
}

function Actions({ query }: { query: Record<string, string | number | undefined> }) {
  const { t } = useTranslation();
  return (
    <Row>
      <SaveList path="deadlines/export" stem="owed" query={query} />
      <Button small onClick={() => window.print()}>
        {t('answer.print')}
      </Button>
    </Row>
  );
}

interface ChoicesProps {
  filters: Filters;
  change: (some: Partial<Filters>) => void;
  holders: DeadlineHolder[];
}

function Choices({ filters, change, holders }: ChoicesProps) {
  const { t } = useTranslation();
  const name = useHolderName();
  const registers = useRegisters().data?.registers ?? [];
  const channels = new Map<string, Labelled>();
  for (const { fields } of registers) {
    for (const choice of fields.find(({ id }) => id === 'channel')?.choices ?? []) channels.set(choice.id, choice);
  }
  const data = (labelled: Labelled[]) => labelled.map(({ id, label }) => ({ value: id, label }));
  const known = holders.map((holder) => ({ id: holder.id, label: name(holder) }));
  if (filters.holder && !known.some(({ id }) => id === filters.holder)) {
    known.push({ id: filters.holder, label: filters.holder });
  }
  return (
    <Columns>
      <One
        label={t('owed.holder')}
        data={data(known)}
        value={filters.holder}
        onChange={(holder) => change({ holder })}
      />
      <One
        label={t('owed.register')}
        data={registers.map(({ id, title }) => ({ value: id, label: title }))}
        value={filters.register}
        onChange={(register) => change({ register })}
      />
      <One
        label={t('owed.channel')}
        data={data([...channels.values()])}
        value={filters.channel}
        onChange={(channel) => change({ channel })}
      />
      <Switch
        label={t('records.only_late')}
        checked={filters.late === '1'}
        onChange={(event) => change({ late: event.currentTarget.checked ? '1' : '' })}
      />
    </Columns>
  );
}

interface OneProps {
  label: string;
  data: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

function One({ label, data, value, onChange }: OneProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      placeholder={t('records.any')}
      data={data}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('check.clear') }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

// A country by its name in the reader's language, as everywhere in these pages.
function useHolderName(): (holder: DeadlineHolder) => string {
  const language = useLanguage();
  return ({ id, kind, name }) => (kind === 'country' ? countryName(id, language) : name);
}

function Holders({ holders, filters, late }: { holders: DeadlineHolder[]; filters: Filters; late: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useHolderName();
  const to = (holder: string) => `/owed?${addressOf({ ...filters, holder }).toString()}`;
  return (
    <Table
      label={t('owed.holders')}
      items={holders}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'holder',
          title: t('owed.holder'),
          head: true,
          cell: (holder) => (
            <Link to={to(holder.id)} step>
              <Name>{name(holder)}</Name>
            </Link>
          ),
        },
        {
          key: 'owed',
          title: t('owed.count'),
          figure: true,
          cell: (holder) => formatNumber(owedBy(holder, late), language),
        },
        {
          key: 'late',
          title: t('deadlines.late'),
          figure: true,
          cell: ({ counts }) =>
            counts.late ? <Tag tone="late">{formatNumber(counts.late, language)}</Tag> : <Text soft>–</Text>,
        },
        { key: 'since', title: t('owed.since'), cell: ({ since }) => <Time at={since} /> },
        {
          key: 'due',
          title: t('owed.first_due'),
          cell: ({ due_at: due, counts }) => <Due record={{ due_at: due, late: (counts.late ?? 0) > 0 }} />,
        },
      ]}
    />
  );
}

// Each opens to the end or bulletin that it belongs to.
function Receipts({ board, onAll }: { board: DeadlineBoard; onAll: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack gap={2}>
      <Row apart>
        <Heading>{`${t('owed.receipts')} (${formatNumber(board.total, language)})`}</Heading>
        <ScreenOnly>
          <Button small onClick={onAll}>
            {t('common.show_all')}
          </Button>
        </ScreenOnly>
      </Row>
      <Table
        label={t('owed.receipts')}
        items={board.items}
        keyOf={(clock) => `${clock.record} ${clock.rule} ${clock.started_at}`}
        columns={[
          { key: 'record', title: t('records.caption'), head: true, cell: (clock) => <ClockCaption clock={clock} /> },
          { key: 'label', title: t('deadlines.limit'), cell: ({ label }) => <bdi>{label}</bdi> },
          { key: 'state', title: t('records.state'), cell: (clock) => <ClockState clock={clock} /> },
          { key: 'since', title: t('owed.since'), cell: (clock) => <Time at={clock.started_at} /> },
          {
            key: 'due',
            title: t('records.due'),
            cell: (clock) => <Due record={{ due_at: clock.due_at, late: clock.figure === 'late' }} />,
          },
        ]}
      />
      {board.total > board.items.length && (
        <Text small soft>
          {t('owed.more', { shown: formatNumber(board.items.length, language) })}
        </Text>
      )}
    </Stack>
  );
}
