import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Notification } from '@/api/notifications';
import {
  Button,
  Empty,
  Lines,
  Link,
  Mono,
  Name,
  Page,
  Panel,
  Problem,
  Row,
  Stack,
  Switch,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { useRegisters } from '../records/queries';
import { StateTag } from '../records/state_tag';
import { useMarkRead, useNotifications } from './queries';

const PAGE = 50;

// What concerns the reader, newest first. What he opens from here he has read.
export function NotificationsPage() {
  const { t } = useTranslation();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const list = useNotifications(unreadOnly, limit);
  const mark = useMarkRead();
  const items = list.data?.items ?? [];
  return (
    <Page
      title={t('notifications.title')}
      actions={
        (list.data?.unread ?? 0) > 0 && (
          <Button busy={mark.isPending} onClick={() => mark.mutate({ all: true })}>
            {t('notifications.all_read')}
          </Button>
        )
      }
    >
      <Stack gap={4}>
        <Switch
          label={t('notifications.unread_only')}
          checked={unreadOnly}
          onChange={(event) => setUnreadOnly(event.currentTarget.checked)}
        />
        <Problem error={list.error ?? mark.error} />
        {list.isPending && <Waiting rows={4} tall />}
        {list.isSuccess && items.length === 0 && (
          <Empty title={t('notifications.empty')} text={t('notifications.empty_text')} />
        )}
        {items.length > 0 && (
          <Panel label={t('notifications.title')}>
            <Lines
              label={t('notifications.title')}
              items={items.map((item) => ({
                key: item.mark,
                line: <One item={item} onRead={() => mark.mutate({ marks: [item.mark] })} />,
              }))}
            />
          </Panel>
        )}
        {items.length < (list.data?.total ?? 0) && (
          <Row>
            <Button onClick={() => setLimit(limit + PAGE)}>{t('common.more')}</Button>
          </Row>
        )}
      </Stack>
    </Page>
  );
}

function One({ item, onRead }: { item: Notification; onRead: () => void }) {
  const { t } = useTranslation();
  const register = useRegisters().data?.registers.find(({ id }) => id === item.register);
  return (
    <Row apart align="start">
      <Stack gap={1}>
        <Row gap={2}>
          {!item.read && <Tag tone="accent">{t('notifications.new')}</Tag>}
          <What item={item} />
        </Row>
        <Link to={`/records/${item.record}`} step onClick={item.read ? undefined : onRead}>
          <Name>{item.caption || item.number}</Name>
        </Link>
        <Row gap={3}>
          <Text small soft>
            <Mono>{item.number}</Mono>
          </Text>
          {register && <StateTag register={register} state={item.state} />}
          <Text small soft>
            <Time at={item.at} />
          </Text>
        </Row>
      </Stack>
      {!item.read && (
        <Button small onClick={onRead}>
          {t('notifications.read')}
        </Button>
      )}
    </Row>
  );
}

function What({ item }: { item: Notification }) {
  const { t } = useTranslation();
  if (item.kind === 'hit') return <Tag tone="late">{t('notifications.hit')}</Tag>;
  if (item.kind === 'told') {
    return (
      <Text strong>
        {item.label} · <Name>{item.who}</Name>
      </Text>
    );
  }
  if (item.kind === 'silence') {
    return (
      <>
        <Tag tone="late">{t('notifications.silence', { days: item.days })}</Tag>
        <Text strong>
          {item.label} · <Time at={item.due_at} />
        </Text>
      </>
    );
  }
  const late = item.percent >= 100;
  return (
    <>
      <Tag tone={late ? 'late' : 'soon'}>
        {late ? t('deadlines.late') : t('notifications.used', { percent: item.percent })}
      </Tag>
      <Text strong>
        {item.label} · <Time at={item.due_at} />
      </Text>
    </>
  );
}
