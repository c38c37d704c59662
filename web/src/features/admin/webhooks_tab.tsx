import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Webhook } from '@/api/types';
import {
  Button,
  CopyButton,
  Dialog,
  Empty,
  Form,
  Mono,
  MultiSelect,
  Name,
  Note,
  PaperInput,
  Panel,
  Preformatted,
  Problem,
  Row,
  Stack,
  Tag,
  Text,
  Time,
  Waiting,
} from '@/ui';
import { useRegisters } from '../records/queries';
import { Deliveries } from './deliveries';
import { useAddWebhook, useChangeWebhook, useEndWebhook, usePing, useWebhooks } from './webhook_queries';

export function WebhooksTab() {
  const { t } = useTranslation();
  const webhooks = useWebhooks();
  const [adding, setAdding] = useState(false);
  const items = webhooks.data?.items ?? [];
  const addButton = (
    <Button kind="main" onClick={() => setAdding(true)}>
      {t('webhooks.add')}
    </Button>
  );
  return (
    <Stack gap={3}>
      <Row apart>
        <Text soft>{t('webhooks.text')}</Text>
        {items.length > 0 && addButton}
      </Row>
      <Problem error={webhooks.error} />
      {webhooks.isPending && <Waiting />}
      {webhooks.isSuccess && items.length === 0 && (
        <Empty title={t('webhooks.empty')} text={t('webhooks.empty_text')} action={addButton} />
      )}
      {items.map((webhook) => (
        <One key={webhook.id} webhook={webhook} />
      ))}
      <Dialog title={t('webhooks.add')} opened={adding} onClose={() => setAdding(false)}>
        <Add kinds={webhooks.data?.kinds ?? []} onDone={() => setAdding(false)} />
      </Dialog>
    </Stack>
  );
}

function useKindName(): (kind: string) => string {
  const { t, i18n } = useTranslation();
  return (kind) => {
    const key = `webhook_kind.${kind.replace('.', '_')}`;
    return i18n.exists(key) ? t(key as never) : kind;
  };
}

function One({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const registers = useRegisters().data?.registers ?? [];
  const change = useChangeWebhook();
  const ping = usePing();
  const [ending, setEnding] = useState(false);
  const [opened, setOpened] = useState(false);
  const paused = webhook.state === 'paused';
  const named = webhook.registers.map((id) => registers.find((one) => one.id === id)?.title ?? id);
  return (
    <Panel label={webhook.url}>
      <Stack gap={2}>
        <Row apart align="start">
          <Mono>{webhook.url}</Mono>
          <Tag tone={paused ? 'ended' : 'done'}>{t(paused ? 'webhooks.paused' : 'users.active')}</Tag>
        </Row>
        <Text small soft>
          {webhook.kinds.map(kindName).join(t('common.comma'))} ·{' '}
          {named.length ? named.join(t('common.comma')) : t('webhooks.all_registers')}
        </Text>
        <Text small soft>
          <Name>{webhook.created_by}</Name> · <Time at={webhook.created_at} only="absolute" />
        </Text>
        <Problem error={change.error ?? ping.error} />
        <Row>
          <Button small expanded={opened} onClick={() => setOpened(!opened)}>
            {t('webhooks.deliveries')}
          </Button>
          <Button
            small
            busy={ping.isPending}
            disabled={paused}
            onClick={() => ping.mutate(webhook.id, { onSuccess: () => setOpened(true) })}
          >
            {t('webhooks.ping')}
          </Button>
          <Button
            small
            busy={change.isPending}
            onClick={() => change.mutate({ id: webhook.id, state: paused ? 'active' : 'paused' })}
          >
            {t(paused ? 'webhooks.resume' : 'webhooks.pause')}
          </Button>
          <Button small onClick={() => setEnding(true)}>
            {t('webhooks.end')}
          </Button>
        </Row>
        {opened && <Deliveries webhook={webhook.id} kindName={kindName} />}
        <Dialog title={t('webhooks.end')} opened={ending} onClose={() => setEnding(false)}>
          <End webhook={webhook} onDone={() => setEnding(false)} />
        </Dialog>
      </Stack>
    </Panel>
  );
}

function End({ webhook, onDone }: { webhook: Webhook; onDone: () => void }) {
  const { t } = useTranslation();
  const end = useEndWebhook();
  return (
    <Stack gap={4}>
      <Note tone="warning">{t('webhooks.end_text')}</Note>
      <Mono>{webhook.url}</Mono>
      <Problem error={end.error} />
      <Row>
        <Button kind="danger" busy={end.isPending} onClick={() => end.mutate(webhook.id, { onSuccess: onDone })}>
          {t('webhooks.end')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </Row>
    </Stack>
  );
}

function Add({ kinds, onDone }: { kinds: string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const registers = useRegisters().data?.registers ?? [];
  const add = useAddWebhook();
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState(kinds);
  const [of, setOf] = useState<string[]>([]);
  if (add.data) {
    return (
      <Stack gap={4}>
        <Note tone="warning" live>
          {t('webhooks.shown_once')}
        </Note>
        <Preformatted label={t('webhooks.secret')}>{add.data.secret}</Preformatted>
        <Row>
          <CopyButton text={add.data.secret} label={t('webhooks.copy')} />
          <Button kind="main" onClick={onDone}>
            {t('keys.kept')}
          </Button>
        </Row>
      </Stack>
    );
  }
  const submit = () =>
    add.mutate({
      url: url.trim(),
      kinds: chosen,
      registers: of,
      ...(secret.trim() ? { secret: secret.trim() } : {}),
    });
  return (
    <Form label={t('webhooks.add')} onSubmit={submit}>
      <Stack gap={4}>
        <PaperInput
          label={t('webhooks.url')}
          description={t('webhooks.url_hint')}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          required
          autoComplete="off"
          data-autofocus
        />
        <MultiSelect
          label={t('webhooks.kinds')}
          data={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
          value={chosen}
          onChange={setChosen}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <MultiSelect
          label={t('webhooks.registers')}
          description={t('webhooks.registers_hint')}
          data={registers.map(({ id, title }) => ({ value: id, label: title }))}
          value={of}
          onChange={setOf}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <PaperInput
          label={t('webhooks.secret')}
          description={t('webhooks.secret_hint')}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
        />
        <Problem error={add.error} />
        <Row>
          <Button type="submit" kind="main" busy={add.isPending} disabled={!url.trim() || chosen.length === 0}>
            {t('webhooks.add')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
