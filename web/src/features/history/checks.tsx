import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import type { HistoryItem } from '@/api/types';
import { callJson } from '@/api/client';
import type { CheckAnswer } from '@/api/types';
import { useWords } from '@/i18n/use_words';
import {
  Button,
  ButtonLink,
  Caption,
  Empty,
  Grow,
  Link,
  Name,
  Problem,
  Row,
  Score,
  SegmentedControl,
  Stack,
  Table,
  Tag,
  Text,
  TextInput,
  Time,
  Waiting,
} from '@/ui';
import { draftOf } from '../check/draft';
import { usePurposeLabel } from '../check/purpose';
import { useRights } from '../session/queries';
import { useHistory } from './queries';

// Does a check hold all words of the filter, wherever they stand?
function fits(item: HistoryItem, words: string[], purpose: string): boolean {
  const text = [item.summary, item.who, item.reference ?? '', item.id, purpose].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

// Who asked what, why and when.
export function Checks() {
  const { t } = useTranslation();
  const all = useRights()('see_all_history');
  const [text, setText] = useState('');
  const [mine, setMine] = useState(false);
  const purposeLabel = usePurposeLabel();
  const history = useHistory(all && mine);
  const loaded = history.data?.pages.flatMap((page) => page.items) ?? [];
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const items = loaded.filter((item) => fits(item, wanted, purposeLabel(item.purpose)));
  return (
    <Stack gap={3}>
      <Row align="end">
        <Grow>
          <TextInput
            label={t('history.filter')}
            placeholder={t('history.filter_hint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            dir="auto"
            type="search"
            autoComplete="off"
            data-search
          />
        </Grow>
        {all && (
          <SegmentedControl
            aria-label={t('history.who')}
            data={[
              { value: 'all', label: t('history.everybody') },
              { value: 'mine', label: t('history.mine') },
            ]}
            value={mine ? 'mine' : 'all'}
            onChange={(value) => setMine(value === 'mine')}
            transitionDuration={0}
          />
        )}
      </Row>
      <Problem error={history.error} />
      {history.isPending && <Waiting rows={8} />}
      {history.isSuccess && loaded.length === 0 && (
        <Empty
          title={t('history.empty')}
          text={t('history.empty_text')}
          action={<ButtonLink to="/check">{t('check.title')}</ButtonLink>}
        />
      )}
      {loaded.length > 0 && items.length === 0 && (
        <Empty
          title={t('history.none_found')}
          text={history.hasNextPage ? t('history.none_found_older') : t('history.none_found_text')}
        />
      )}
      {items.length > 0 && <ChecksTable items={items} />}
      {history.hasNextPage && (
        <Row>
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function ChecksTable({ items }: { items: HistoryItem[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const purposeLabel = usePurposeLabel();
  const repeat = useRepeat();
  const what = (item: HistoryItem) =>
    item.bulk ? t('history.bulk', { count: item.lines ?? 0 }) : item.summary || words('schema', item.schema);
  return (
    <>
      <Problem error={repeat.error} />
      <Table
        label={t('history.checks')}
        items={items}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'what',
            title: t('history.what'),
            head: true,
            cell: (item) =>
              item.bulk ? (
                <Name>{what(item)}</Name>
              ) : (
                <Link to={`/check/${item.id}`} step>
                  <Caption schema={item.schema}>{what(item)}</Caption>
                </Link>
              ),
          },
          { key: 'hits', title: t('history.hits'), cell: (item) => <Hits item={item} /> },
          { key: 'who', title: t('history.who'), cell: ({ who }) => <Name>{who}</Name> },
          { key: 'why', title: t('check.purpose'), cell: ({ purpose }) => purposeLabel(purpose) },
          { key: 'at', title: t('history.when'), cell: ({ at }) => <Time at={at} /> },
          {
            key: 'repeat',
            title: t('history.repeat'),
            untitled: true,
            cell: (item) =>
              item.bulk ? null : (
                <Button
                  small
                  busy={repeat.isPending && repeat.variables === item.id}
                  onClick={() => repeat.mutate(item.id)}
                >
                  {t('history.repeat')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function Hits({ item }: { item: HistoryItem }) {
  const { t } = useTranslation();
  if (item.hits === 0) return <Tag tone="done">{t('history.no_hit')}</Tag>;
  if (item.bulk || !item.best_score) return <Tag tone="late">{t('answer.hits', { count: item.hits })}</Tag>;
  return (
    <Row>
      <Score score={item.best_score} small />
      {item.hits > 1 && <Text soft>{t('answer.hits', { count: item.hits })}</Text>}
    </Row>
  );
}

// Asks again what was asked, of the lists of today.
function useRepeat() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (id: string) => callJson<CheckAnswer>(`checks/${encodeURIComponent(id)}`),
    onSuccess: (answer) => navigate('/check', { state: { draft: draftOf(answer.query) } }),
  });
}
