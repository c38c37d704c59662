import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

import { onSignedOut } from '@/api/client';
import { endSession, useSession } from '@/features/session/queries';
import { SetupPage } from '@/features/session/setup_page';
import { SignInPage } from '@/features/session/sign_in_page';
import { Button, OuterFrame, Problem } from '@/ui';
import { PORTAL_ID } from '@/ui/kit_provider';
import { useTranslation } from 'react-i18next';
import { Shell } from './shell';

// When a session ends in the middle of work, the page behind is hidden, not taken down, so that nothing typed is lost.
// Someone else who signs in gets pages of his own.
export function App() {
  const client = useQueryClient();
  const session = useSession();
  const location = useLocation();
  const { t } = useTranslation();
  useEffect(() => onSignedOut(() => endSession(client)), [client]);
  if (location.pathname === '/setup') return <SetupPage />;
  if (session.isPending) return null;
  if (session.isError) {
    return (
      <OuterFrame title={t('frame.brand')}>
        <Problem
          error={session.error}
          action={<Button onClick={() => void session.refetch()}>{t('common.try_again')}</Button>}
        />
      </OuterFrame>
    );
  }
  const { signed_in: signedIn, user } = session.data;
  return (
    <>
      {!signedIn && <SignInPage />}
      {user && (
        <div hidden={!signedIn}>
          <Shell key={user.id} user={user} />
          <div id={PORTAL_ID} />
        </div>
      )}
    </>
  );
}
