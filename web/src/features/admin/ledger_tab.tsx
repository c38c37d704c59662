import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { LedgerEntry } from '@/api/types';
import { useWords } from '@/i18n/use_words';
import {
  Button,
  CopyButton,
  Empty,
  Link,
  Mono,
  Name,
  Note,
  Preformatted,
  Problem,
  Row,
  Select,
  Stack,
  Table,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { usePurposeLabel } from '../check/purpose';
import { useUserName } from '../records/use_labels';
import { useCheckpoint, useLedger, useVerify } from './queries';

// Kinds of entries that can be asked for; the ledger shows all others too.
const KINDS = [
  'check.asked',
  'check.bulk',
  'check.seen',
  'entity.seen',
  'hit.judged',
  'hit.judgement_withdrawn',
  'hit.found_later',
  'hit.state_seen',
  'hits.kept',
  'list.imported',
  'list.ended',
  'list.rechecked',
  'record.created',
  'record.acted',
  'record.opened',
  'record.checked',
  'record.checks_seen',
  'record.unmasked',
  'file.opened',
  'letter.opened',
  'deadlines.exported',
  'subject.opened',
  'subject.position',
  'subject.searched',
  'subject.unmasked',
  'subject.changed',
  'subject.merged',
  'subject.unmerged',
  'subject.apart',
  'glass.broken',
  'glass.seen',
  'deputy.set',
  'deputy.ended',
  'entry.proved',
  'session.opened',
  'session.failed',
  'session.closed',
  'user.created',
  'user.changed',
  'user.password_set',
  'key.created',
  'key.ended',
  'backup.made',
] as const;

// The word for a kind of entry ("check.asked"); a kind that has none is shown as it is.
function useKindWord(): (kind: string) => string {
  const words = useWords();
  return (kind) => {
    const code = kind.replace('.', '_');
    const word = words('ledger_kind', code);
    return word === code ? kind : word;
  };
}

export function LedgerTab() {
  const { t } = useTranslation();
  const kindWord = useKindWord();
  const [kind, setKind] = useState<string | null>(null);
  const ledger = useLedger(kind ?? '');
  const items = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={3}>
      <Text soft>{t('ledger.text')}</Text>
      <Proof />
      <Row>
        <Select
          label={t('ledger.kind')}
          placeholder={t('ledger.all_kinds')}
          data={KINDS.map((value) => ({ value, label: kindWord(value) }))}
          value={kind}
          onChange={setKind}
          clearable
          clearButtonProps={{ 'aria-label': t('check.clear') }}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      </Row>
      <Problem error={ledger.error} />
      {ledger.isPending && <Waiting rows={8} />}
      {ledger.isSuccess && items.length === 0 && <Empty title={t('ledger.empty')} />}
      {items.length > 0 && <LedgerTable items={items} />}
      {ledger.hasNextPage && (
        <Row>
          <Button busy={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

// Proof that nothing was changed: the whole chain read again, and the signed head to keep elsewhere.
function Proof() {
  const { t } = useTranslation();
  const verify = useVerify();
  const [shown, setShown] = useState(false);
  const checkpoint = useCheckpoint(shown);
  const verdict = verify.data;
  return (
    <Stack gap={3}>
      <Row>
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('ledger.verify')}
        </Button>
        <Button expanded={shown} onClick={() => setShown(!shown)}>
          {t('ledger.checkpoint')}
        </Button>
      </Row>
      <Problem error={verify.error} />
      {verdict && (
        <Note tone={verdict.ok ? 'good' : 'warning'} live>
          {verdict.ok
            ? t('ledger.ok', { count: verdict.entries })
            : `${t('ledger.wrong', { seq: verdict.first_wrong ?? 0 })} ${verdict.text ?? ''}`}
        </Note>
      )}
      <Problem error={checkpoint.error} />
      {shown && checkpoint.data && (
        <>
          <Preformatted label={t('ledger.checkpoint')}>{checkpoint.data}</Preformatted>
          <Row>
            <CopyButton small text={checkpoint.data} label={t('common.copy')} />
            <Text small soft>
              {t('ledger.checkpoint_text')}
            </Text>
          </Row>
        </>
      )}
    </Stack>
  );
}

function LedgerTable({ items }: { items: LedgerEntry[] }) {
  const { t } = useTranslation();
  const kindWord = useKindWord();
  const purposeLabel = usePurposeLabel();
  return (
    <Table
      label={t('ledger.title')}
      dense
      items={items}
      keyOf={({ seq }) => seq}
      columns={[
        { key: 'seq', title: t('ledger.number'), figure: true, cell: ({ seq }) => <Mono>{String(seq)}</Mono> },
        {
          key: 'kind',
          title: t('ledger.kind'),
          head: true,
          cell: ({ kind }) => kindWord(kind),
        },
        { key: 'summary', title: t('ledger.summary'), cell: (entry) => <Subject entry={entry} /> },
        { key: 'who', title: t('history.who'), cell: ({ who }) => who && <Name>{who}</Name> },
        { key: 'why', title: t('check.purpose'), cell: ({ purpose }) => (purpose ? purposeLabel(purpose) : '') },
        { key: 'at', title: t('history.when'), cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}

// Kinds whose entries are about a record or a file of a person or thing, which has a page.
const OF_RECORDS = [
  'record.created',
  'record.acted',
  'record.opened',
  'record.checks_seen',
  'record.unmasked',
  'letter.opened',
];
const OF_SUBJECTS = ['subject.opened', 'subject.position', 'subject.unmasked', 'subject.changed'];

// What an entry is about. That of a check is opened by its number; what it keeps there is a key for machines.
function Subject({ entry: { kind, seq, summary } }: { entry: LedgerEntry }) {
  const userName = useUserName();
  if (kind === 'check.asked') return <Link to={`/check/chk_${seq}`}>{`chk_${seq}`}</Link>;
  if (!summary) return null;
  if (summary.startsWith('usr_')) return <Name>{userName(summary)}</Name>;
  const folder = OF_RECORDS.includes(kind) ? 'records' : OF_SUBJECTS.includes(kind) ? 'subjects' : '';
  const shown = <Mono>{summary}</Mono>;
  return folder ? <Link to={`/${folder}/${summary}`}>{shown}</Link> : shown;
}
