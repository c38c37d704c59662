import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import type { BrokenGlass } from '@/api/records';
import {
  Button,
  Dialog,
  Empty,
  Form,
  Link,
  LongText,
  Mono,
  Name,
  Page,
  PaperInput,
  Panel,
  Problem,
  Prose,
  ReasonDialog,
  Row,
  Stack,
  Switch,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { useRights, useSession } from '../session/queries';
import { useAcknowledge, useBreakGlass, useBrokenGlass } from './queries';

// Who opened what was restricted from him, and why; until another person says that he has looked at it.
export function GlassPage() {
  const { t } = useTranslation();
  const may = useRights();
  const [all, setAll] = useState(false);
  const [opening, setOpening] = useState(false);
  const glass = useBrokenGlass(!all);
  return (
    <Page title={t('glass.title')}>
      <Stack gap={4}>
        <Row apart>
          <Text soft>{t('glass.text')}</Text>
          {may('break_glass') && <Button onClick={() => setOpening(true)}>{t('glass.open')}</Button>}
        </Row>
        <Switch label={t('glass.all')} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        <Problem error={glass.error} />
        {glass.isPending && <Waiting rows={3} tall />}
        {glass.data?.length === 0 && <Empty title={t('glass.empty')} text={t('glass.empty_text')} />}
        {glass.data?.map((one) => (
          <One key={one.id} one={one} />
        ))}
        <Dialog title={t('glass.open')} opened={opening} onClose={() => setOpening(false)}>
          <Break onClose={() => setOpening(false)} />
        </Dialog>
      </Stack>
    </Page>
  );
}

function One({ one }: { one: BrokenGlass }) {
  const { t } = useTranslation();
  const me = useSession().data?.user?.id;
  const [noting, setNoting] = useState(false);
  const acknowledge = useAcknowledge();
  return (
    <Panel label={one.who}>
      <Stack gap={2}>
        <Row apart align="start">
          <Text strong>
            <Name>{one.who}</Name>
          </Text>
          <Tag tone={one.acknowledged_at ? 'done' : 'late'}>
            {t(one.acknowledged_at ? 'glass.looked_at' : 'glass.not_looked_at')}
          </Tag>
        </Row>
        <Text small soft>
          <Time at={one.at} /> · {t('glass.until')} <Time at={one.until} only="absolute" />
        </Text>
        {one.record ? (
          <Link to={`/records/${one.record}`} step>
            <Mono>{one.number}</Mono>
          </Link>
        ) : (
          <Text soft>{t('glass.hidden')}</Text>
        )}
        <Prose>{one.reason}</Prose>
        {one.acknowledged_at && (
          <Text small soft>
            <Name>{one.acknowledged_by}</Name> · <Time at={one.acknowledged_at} only="absolute" />
            {one.note && (
              <>
                {' · '}
                <Name>{one.note}</Name>
              </>
            )}
          </Text>
        )}
        {!one.acknowledged_at && one.who_id !== me && (
          <Row>
            <Button small onClick={() => setNoting(true)}>
              {t('glass.acknowledge')}
            </Button>
          </Row>
        )}
        <ReasonDialog
          title={t('glass.acknowledge')}
          opened={noting}
          onClose={() => setNoting(false)}
          warning={<Text>{t('glass.acknowledge_text')}</Text>}
          action={t('glass.acknowledge')}
          busy={acknowledge.isPending}
          error={acknowledge.error}
          onConfirm={(note) => acknowledge.mutate({ id: one.id, note }, { onSuccess: () => setNoting(false) })}
        />
      </Stack>
    </Panel>
  );
}

function Break({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = useBreakGlass();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const submit = () =>
    open.mutate(
      { number: number.trim(), reason: reason.trim() },
      { onSuccess: ({ id }) => void navigate(`/records/${id}`) },
    );
  return (
    <Form label={t('glass.open')} onSubmit={submit}>
      <Stack gap={4}>
        <Text>{t('glass.warning')}</Text>
        <PaperInput
          label={t('records.number')}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          required
          data-autofocus
        />
        <LongText
          label={t('common.reason')}
          description={t('glass.reason_hint')}
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required
        />
        <Problem error={open.error} />
        <Row>
          <Button type="submit" kind="danger" busy={open.isPending} disabled={!number.trim() || !reason.trim()}>
            {t('glass.open')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
