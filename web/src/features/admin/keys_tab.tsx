import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ApiKey, Role } from '@/api/types';
import {
  Button,
  CopyButton,
  Dialog,
  Empty,
  Form,
  Name,
  Note,
  Preformatted,
  Problem,
  Row,
  Stack,
  Table,
  Tag,
  Text,
  TextInput,
  Time,
  Waiting,
} from '@/ui';
import { useAddKey, useEndKey, useKeys } from './queries';
import { RoleSelect } from './role_select';

export function KeysTab() {
  const { t } = useTranslation();
  const keys = useKeys();
  const [adding, setAdding] = useState(false);
  const addButton = (
    <Button kind="main" onClick={() => setAdding(true)}>
      {t('keys.add')}
    </Button>
  );
  return (
    <Stack gap={3}>
      <Row apart>
        <Text soft>{t('keys.text')}</Text>
        {keys.data && keys.data.length > 0 && addButton}
      </Row>
      <Problem error={keys.error} />
      {keys.isPending && <Waiting />}
      {keys.data?.length === 0 && <Empty title={t('keys.empty')} text={t('keys.empty_text')} action={addButton} />}
      {keys.data && keys.data.length > 0 && <KeysTable keys={keys.data} />}
      <Dialog title={t('keys.add')} opened={adding} onClose={() => setAdding(false)}>
        <AddKey onDone={() => setAdding(false)} />
      </Dialog>
    </Stack>
  );
}

function KeysTable({ keys }: { keys: ApiKey[] }) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState<ApiKey | null>(null);
  return (
    <>
      <Table
        label={t('keys.title')}
        items={keys}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', title: t('keys.system'), head: true, cell: ({ name }) => <Name>{name}</Name> },
          { key: 'role', title: t('users.role'), cell: ({ role }) => t(`role.${role}`) },
          {
            key: 'state',
            title: t('users.state'),
            cell: ({ state }) => (
              <Tag tone={state === 'active' ? 'done' : 'ended'}>
                {t(state === 'active' ? 'users.active' : 'keys.ended')}
              </Tag>
            ),
          },
          { key: 'created', title: t('keys.created'), cell: (key) => <Time at={key.created_at} /> },
          {
            key: 'end',
            title: t('common.actions'),
            untitled: true,
            cell: (key) =>
              key.state === 'active' && (
                <Button small onClick={() => setEnding(key)}>
                  {t('keys.end')}
                </Button>
              ),
          },
        ]}
      />
      <Dialog title={t('keys.end')} opened={ending !== null} onClose={() => setEnding(null)}>
        {ending && <EndKey apiKey={ending} onDone={() => setEnding(null)} />}
      </Dialog>
    </>
  );
}

function EndKey({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const { t } = useTranslation();
  const end = useEndKey();
  return (
    <Stack gap={4}>
      <Note tone="warning">
        <Text strong>
          <Name>{apiKey.name}</Name>
        </Text>
        {t('common.colon')}
        {t('keys.end_text')}
      </Note>
      <Problem error={end.error} />
      <Row>
        <Button kind="danger" busy={end.isPending} onClick={() => end.mutate(apiKey.id, { onSuccess: onDone })}>
          {t('keys.end')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </Row>
    </Stack>
  );
}

function AddKey({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const add = useAddKey();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('checker');
  if (add.data) {
    return (
      <Stack gap={4}>
        <Note tone="warning" live>
          {t('keys.shown_once')}
        </Note>
        <Preformatted label={t('keys.key')}>{add.data.key}</Preformatted>
        <Row>
          <CopyButton text={add.data.key} label={t('keys.copy')} />
          <Button kind="main" onClick={onDone}>
            {t('keys.kept')}
          </Button>
        </Row>
      </Stack>
    );
  }
  return (
    <Form label={t('keys.add')} onSubmit={() => add.mutate({ name: name.trim(), role })}>
      <Stack gap={4}>
        <TextInput
          label={t('keys.system')}
          description={t('keys.system_hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          dir="auto"
          required
          autoComplete="off"
          data-autofocus
        />
        <RoleSelect value={role} onChange={setRole} />
        <Problem error={add.error} />
        <Row>
          <Button type="submit" kind="main" busy={add.isPending} disabled={!name.trim()}>
            {t('keys.add')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
