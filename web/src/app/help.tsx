import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Dialog, Facts, Mono, Stack, Switch } from '@/ui';
import { remember, remembered } from './remember';

// All shortcuts, and the switch for those of a single key, which get in the way of some tools for speech.
export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [singles, setSingles] = useState(remembered('shortcuts') !== 'off');
  const keys = [
    ['/', t('help.search')],
    ['Ctrl K', t('help.palette')],
    ['j   k   ↓   ↑', t('help.move')],
    ['Enter', t('help.open')],
    ['Shift Enter', t('help.new_line')],
    ['1 … 9', t('help.action')],
    ['Esc', t('help.close')],
    ['?', t('help.title')],
  ] as const;
  return (
    <Dialog title={t('help.title')} opened={opened} onClose={onClose}>
      <Stack gap={4}>
        <Facts facts={keys.map(([key, value]) => ({ key, label: <Mono>{key}</Mono>, value }))} />
        <Switch
          label={t('help.singles')}
          checked={singles}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            setSingles(on);
            remember('shortcuts', on ? 'on' : 'off');
          }}
        />
      </Stack>
    </Dialog>
  );
}
