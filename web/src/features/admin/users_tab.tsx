import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Role, User } from '@/api/types';
import { Button, Dialog, Form, Name, Problem, Row, Stack, Table, Tag, Text, TextInput, Time, Waiting } from '@/ui';
import { useUnitLabel } from '@/features/records/use_labels';
import { countryName } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { PasswordFields, passwordReady } from '../session/password_fields';
import { useSession } from '../session/queries';
import { ConfirmChange, type Asked } from './confirm_change';
import { useAddUser, useChangeUser, useUsers } from './queries';
import { CountrySelect, UnitSelect } from './place_selects';
import { RoleSelect } from './role_select';

export function UsersTab() {
  const { t } = useTranslation();
  const users = useUsers();
  const [adding, setAdding] = useState(false);
  return (
    <Stack gap={3}>
      <Row apart>
        <Text soft>{t('users.text')}</Text>
        <Button kind="main" onClick={() => setAdding(true)}>
          {t('users.add')}
        </Button>
      </Row>
      <Problem error={users.error} />
      {users.isPending && <Waiting />}
      {users.data && <UsersTable users={users.data} />}
      <Dialog title={t('users.add')} opened={adding} onClose={() => setAdding(false)}>
        <AddUser onDone={() => setAdding(false)} />
      </Dialog>
    </Stack>
  );
}

function UsersTable({ users }: { users: User[] }) {
  const { t } = useTranslation();
  const me = useSession().data?.user?.id;
  const [asking, setAsking] = useState<Asked | null>(null);
  const [renewing, setRenewing] = useState<User | null>(null);
  const [placing, setPlacing] = useState<User | null>(null);
  const unitLabel = useUnitLabel();
  const language = useLanguage();
  return (
    <>
      <Table
        label={t('users.title')}
        items={users}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', title: t('session.name'), head: true, cell: ({ name }) => <Name>{name}</Name> },
          {
            key: 'role',
            title: t('users.role'),
            cell: (user) =>
              user.state === 'closed' || user.id === me ? (
                t(`role.${user.role}`)
              ) : (
                <RoleSelect
                  hiddenLabel={`${t('users.role')}: ${user.name}`}
                  value={user.role}
                  onChange={(role) => setAsking({ user, role })}
                />
              ),
          },
          {
            key: 'place',
            title: t('users.unit'),
            cell: ({ unit, country }) => (
              <Text>
                {unit && unitLabel(unit)}
                {unit && country && ' · '}
                {country && countryName(country, language)}
              </Text>
            ),
          },
          {
            key: 'state',
            title: t('users.state'),
            cell: ({ state }) => (
              <Tag tone={state === 'active' ? 'done' : 'ended'}>
                {t(state === 'active' ? 'users.active' : 'users.closed')}
              </Tag>
            ),
          },
          {
            key: 'created',
            title: t('keys.created'),
            cell: (user) => <Time at={user.created_at} />,
          },
          {
            key: 'actions',
            title: t('common.actions'),
            untitled: true,
            cell: (user) => (
              <Row>
                <Button small onClick={() => setPlacing(user)}>
                  {t('users.place')}
                </Button>
                <Button small onClick={() => setRenewing(user)}>
                  {t('users.set_password')}
                </Button>
                {user.id !== me && (
                  <Button
                    small
                    onClick={() => setAsking({ user, state: user.state === 'active' ? 'closed' : 'active' })}
                  >
                    {t(user.state === 'active' ? 'users.close' : 'users.reopen')}
                  </Button>
                )}
              </Row>
            ),
          },
        ]}
      />
      {asking && <ConfirmChange asked={asking} onDone={() => setAsking(null)} />}
      <Dialog title={t('users.place')} opened={placing !== null} onClose={() => setPlacing(null)}>
        {placing && <Place user={placing} onDone={() => setPlacing(null)} />}
      </Dialog>
      <Dialog title={t('users.set_password')} opened={renewing !== null} onClose={() => setRenewing(null)}>
        {renewing && <RenewPassword user={renewing} onDone={() => setRenewing(null)} />}
      </Dialog>
    </>
  );
}

function Place({ user, onDone }: { user: User; onDone: () => void }) {
  const { t } = useTranslation();
  const change = useChangeUser();
  const [unit, setUnit] = useState(user.unit ?? '');
  const [country, setCountry] = useState(user.country ?? '');
  return (
    <Form
      label={t('users.place')}
      onSubmit={() => change.mutate({ id: user.id, unit, country }, { onSuccess: onDone })}
    >
      <Stack gap={4}>
        <Text>
          <Name>{user.name}</Name>
        </Text>
        <UnitSelect label={t('users.unit')} value={unit} onChange={setUnit} />
        <CountrySelect label={t('users.country')} value={country} onChange={setCountry} />
        <Problem error={change.error} />
        <Row>
          <Button type="submit" kind="main" busy={change.isPending}>
            {t('users.place')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}

function AddUser({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const add = useAddUser();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('officer');
  const [password, setPassword] = useState({ first: '', second: '' });
  const submit = () => add.mutate({ name: name.trim(), role, password: password.first }, { onSuccess: onDone });
  return (
    <Form label={t('users.add')} onSubmit={submit}>
      <Stack gap={4}>
        <TextInput
          label={t('session.name')}
          description={t('setup.name_hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          dir="auto"
          required
          autoComplete="off"
          data-autofocus
        />
        <RoleSelect value={role} onChange={setRole} />
        <PasswordFields value={password} onChange={setPassword} />
        <Problem error={add.error} />
        <Row>
          <Button type="submit" kind="main" busy={add.isPending} disabled={!name.trim() || !passwordReady(password)}>
            {t('users.add')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}

function RenewPassword({ user, onDone }: { user: User; onDone: () => void }) {
  const { t } = useTranslation();
  const change = useChangeUser();
  const [password, setPassword] = useState({ first: '', second: '' });
  return (
    <Form
      label={t('users.set_password')}
      onSubmit={() => change.mutate({ id: user.id, password: password.first }, { onSuccess: onDone })}
    >
      <Stack gap={4}>
        <Text>
          {t('users.set_password_text')} <Name>{user.name}</Name>
        </Text>
        <PasswordFields value={password} onChange={setPassword} />
        <Problem error={change.error} />
        <Row>
          <Button type="submit" kind="main" busy={change.isPending} disabled={!passwordReady(password)}>
            {t('users.set_password')}
          </Button>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
