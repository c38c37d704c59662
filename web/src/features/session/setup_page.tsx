import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router-dom';

import { ApiError } from '@/api/client';
import { Button, ButtonLink, Form, Note, OuterFrame, Problem, Stack, Text, TextInput } from '@/ui';
import { PasswordFields, passwordReady } from './password_fields';
import { useSession, useSetup } from './queries';

// The first administrator, by the one-time link that the program prints: /setup#token=…
export function SetupPage() {
  const { t } = useTranslation();
  const location = useLocation();
  const navigate = useNavigate();
  const setup = useSetup();
  const session = useSession();
  // Not of a link that is being used just now.
  const used = setup.isIdle && session.data?.setup_needed === false;
  const [name, setName] = useState('');
  const [password, setPassword] = useState({ first: '', second: '' });
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  const submit = () => {
    if (!name.trim() || !passwordReady(password)) return;
    setup.mutate(
      { token, name: name.trim(), password: password.first },
      { onSuccess: () => void navigate('/', { replace: true }) },
    );
  };
  const refused = setup.error instanceof ApiError && setup.error.code === 'setup.used';
  const signIn = <ButtonLink to="/">{t('session.sign_in')}</ButtonLink>;
  if (session.isPending) return null;
  return (
    <OuterFrame title={t('setup.title')}>
      {token && !used ? (
        <Form label={t('setup.title')} onSubmit={submit}>
          <Stack gap={4}>
            <Text soft>{t('setup.text')}</Text>
            <TextInput
              label={t('session.name')}
              description={t('setup.name_hint')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="username"
              autoFocus
              dir="auto"
              required
            />
            <PasswordFields value={password} onChange={setPassword} />
            <Problem error={setup.error} action={refused && signIn} />
            <Button
              type="submit"
              kind="main"
              full
              busy={setup.isPending}
              disabled={!name.trim() || !passwordReady(password)}
            >
              {t('setup.create')}
            </Button>
          </Stack>
        </Form>
      ) : (
        <Note tone="warning" action={signIn}>
          {t(used ? 'setup.used' : 'setup.no_token')}
        </Note>
      )}
    </OuterFrame>
  );
}
