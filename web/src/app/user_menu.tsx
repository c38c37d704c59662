import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { SignedInUser } from '@/api/types';
import { useSession, useSignOut } from '@/features/session/queries';
import { switchLanguage } from '@/i18n';
import { useLanguage } from '@/i18n/use_language';
import { FrameMenuButton, Menu, Name, Text } from '@/ui';
import { DeputyDialog } from './deputy';
import { remember, remembered } from './remember';

interface Props {
  user: SignedInUser;
  onHelp: () => void;
  onPassword: () => void;
}

export function UserMenu({ user, onHelp, onPassword }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const signOut = useSignOut();
  const version = useSession().data?.version ?? '';
  const button = useRef<HTMLButtonElement>(null);
  const [deputyOpened, setDeputyOpened] = useState(false);
  const [digits, setDigits] = useState(remembered('digits') ?? 'latn');
  const otherDigits = digits === 'arab' ? 'latn' : 'arab';
  const changeDigits = () => {
    remember('digits', otherDigits);
    setDigits(otherDigits);
    void switchLanguage(language);
  };
  return (
    <>
      <Menu
        position="bottom-end"
        transitionProps={{ duration: 0 }}
        // Given back at once: a moment later it would be taken from the dialog that has opened.
        returnFocus={false}
        onClose={() => button.current?.focus()}
      >
        <Menu.Target>
          <FrameMenuButton ref={button} aria-label={`${t('frame.account')}: ${user.name}`}>
            <Name>{user.name}</Name>
            <span aria-hidden>▾</span>
          </FrameMenuButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Name>{user.name}</Name> · {t(`role.${user.role}`)}
          </Menu.Label>
          {user.stands_for?.map(({ id, name }) => (
            <Menu.Label key={id}>{t('deputy.stands_for', { name })}</Menu.Label>
          ))}
          {user.rights.includes('act_on_records') && (
            <Menu.Item onClick={() => setDeputyOpened(true)}>{t('deputy.title')}</Menu.Item>
          )}
          <Menu.Item onClick={onPassword}>{t('session.change_password')}</Menu.Item>
          {language === 'ar' && (
            <Menu.Item onClick={changeDigits}>
              {t(otherDigits === 'arab' ? 'frame.digits_arabic' : 'frame.digits_latin')}
            </Menu.Item>
          )}
          <Menu.Item onClick={onHelp}>{t('help.title')}</Menu.Item>
          <Menu.Item onClick={() => signOut.mutate()}>{t('session.sign_out')}</Menu.Item>
          <Menu.Label>
            <Text small>{t('frame.version', { version })}</Text>
          </Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <DeputyDialog opened={deputyOpened} onClose={() => setDeputyOpened(false)} />
    </>
  );
}
