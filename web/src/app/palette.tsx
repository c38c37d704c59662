import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import { switchLanguage } from '@/i18n';
import { LANGUAGES } from '@/i18n/languages';
import { CommandPalette, openCommandPalette, type Command, type NavItem } from '@/ui';
import { useFound } from './found';

export const openPalette = openCommandPalette;

const TYPING_MS = 300;

// Ctrl-K: go anywhere, ask anything.
export function Palette({ items }: { items: NavItem[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const commands: Command[] = items.map(({ to, label }) => ({ id: to, label, run: () => void navigate(to) }));
  for (const { code, name } of LANGUAGES) {
    commands.push({ id: code, label: name, hint: t('frame.language'), run: () => void switchLanguage(code) });
  }
  // Before what is found, which comes in later; after the pages, so that the name of a page means the page.
  if (items.some(({ to }) => to === '/check') && text.trim()) {
    commands.push({
      id: 'ask',
      label: t('palette.ask', { text: text.trim() }),
      run: () => void navigate('/check', { state: { ask: text.trim() } }),
    });
  }
  const { records, files } = useFound(useDebouncedValue(text.trim(), TYPING_MS)[0]);
  for (const record of records) {
    commands.push({
      id: record.id,
      label: record.caption || record.number,
      hint: record.number,
      found: true,
      run: () => void navigate(`/records/${record.id}`),
    });
  }
  for (const file of files) {
    commands.push({
      id: `subject-${file.id}`,
      label: file.caption || file.number,
      hint: `${t('subject.title_one')} ${file.number}`,
      found: true,
      run: () => void navigate(`/subjects/${file.id}`),
    });
  }
  return (
    <CommandPalette
      label={t('frame.find')}
      placeholder={t('palette.placeholder')}
      nothing={t('palette.nothing')}
      commands={commands}
      text={text}
      onText={setText}
    />
  );
}
