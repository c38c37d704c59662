import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Form, Note, OuterFrame, PasswordInput, Problem, Stack, TextInput } from '@/ui';
import { useSession, useSignIn } from './queries';

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession().data;
  const signIn = useSignIn();
  const [name, setName] = useState(session?.user?.name ?? '');
  const [password, setPassword] = useState('');
  const submit = () => {
    signIn.mutate({ name: name.trim(), password }, { onError: () => setPassword('') });
  };
  return (
    <OuterFrame title={t('frame.brand')}>
      <Form label={t('session.sign_in')} onSubmit={submit}>
        <Stack gap={4}>
          {session?.user && <Note live>{t('session.expired')}</Note>}
          {session?.setup_needed && <Note tone="warning">{t('session.setup_needed')}</Note>}
          <TextInput
            label={t('session.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoFocus={!session?.user}
            dir="auto"
            required
          />
          <PasswordInput
            label={t('session.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            autoFocus={Boolean(session?.user)}
            visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
            dir="ltr"
            required
          />
          <Problem error={signIn.error} />
          <Button type="submit" kind="main" full busy={signIn.isPending} disabled={!name.trim() || !password}>
            {t('session.sign_in')}
          </Button>
        </Stack>
      </Form>
    </OuterFrame>
  );
}
