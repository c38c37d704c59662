import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Empty,
  Link,
  Mono,
  Name,
  Panel,
  Problem,
  Reasons,
  Row,
  Score,
  Stack,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { useListName } from '../records/use_labels';
import { useMarkSeen, useNewHits } from './queries';

// Hits that were not there when the question was asked, found when a list changed.
export function NewHits() {
  const { t } = useTranslation();
  const hits = useNewHits();
  const listName = useListName();
  const items = hits.data?.pages.flatMap((page) => page.items) ?? [];
  const markSeen = useMarkSeen();
  const latest = items.reduce((last, { at }) => (at > last ? at : last), '');
  useEffect(() => {
    if (latest) markSeen(latest);
  }, [latest, markSeen]);
  return (
    <Stack gap={3}>
      <Text soft>{t('new_hits.text')}</Text>
      <Problem error={hits.error} />
      {hits.isPending && <Waiting rows={3} tall />}
      {hits.isSuccess && items.length === 0 && <Empty title={t('new_hits.empty')} text={t('new_hits.empty_text')} />}
      {items.map((hit) => (
        <Panel key={hit.id} label={hit.caption}>
          <Stack gap={2}>
            <Row apart align="start">
              <Stack gap={1}>
                <Text strong>{hit.masked ? <Tag tone="soon">{t('masked.tag')}</Tag> : <Name>{hit.caption}</Name>}</Text>
                <Text small soft>
                  <Name>{listName(hit.dataset, undefined)}</Name> <Mono>{hit.entity_id}</Mono> · {t('new_hits.found')}{' '}
                  <Time at={hit.at} />
                </Text>
              </Stack>
              {!hit.masked && <Score score={hit.score} />}
            </Row>
            <Text>
              {t('new_hits.asked')}{' '}
              <Link to={hit.record ? `/records/${hit.record}` : `/check/${hit.check_id}`} step>
                {hit.record_number && <Mono>{hit.record_number}</Mono>} <Name>{hit.summary}</Name>
              </Link>{' '}
              <Text soft>
                · <Name>{hit.who}</Name> · <Time at={hit.asked_at} />
              </Text>
            </Text>
            <Reasons reasons={hit.reasons} />
          </Stack>
        </Panel>
      ))}
      {hits.hasNextPage && (
        <Row>
          <Button busy={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
