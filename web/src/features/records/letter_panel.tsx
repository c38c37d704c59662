import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { apiUrl } from '@/api/client';
import type { RecordView, Register } from '@/api/records';
import { useLanguage } from '@/i18n/use_language';
import { Button, Heading, OpenLink, Panel, PdfFrame, Row, ScreenOnly, Stack, Text } from '@/ui';

function addressOf(record: RecordView, letter: string, language: string): string {
  return apiUrl(`records/${encodeURIComponent(record.id)}/letter.pdf`, {
    letter,
    version: record.version,
    lang: language,
  });
}

// Letters that are no drafts any more: the proof of purge of an end that is complete, the reply that was sent.
export function FinalLetters({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const done = (register.letters ?? []).filter(({ final }) => final.includes(record.state));
  return done.map(({ id, label }) => (
    <ScreenOnly key={id}>
      <OpenLink href={addressOf(record, id, language)}>{t('letter.print', { name: label })}</OpenLink>
    </ScreenOnly>
  ));
}

// The letter of a record beside it, as it would be printed. Each look is an entry, so that it waits to be opened.
export function LetterPanel({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [opened, setOpened] = useState('');
  const letters = register.letters ?? [];
  if (letters.length === 0) return null;
  const address = (letter: string) => addressOf(record, letter, language);
  return (
    <ScreenOnly>
      <Panel label={t('letter.title')}>
        <Stack gap={3}>
          <Heading>{t('letter.title')}</Heading>
          <Text small soft block>
            {t('letter.hint')}
          </Text>
          {letters.map(({ id, label, final }) => (
            <Stack key={id} gap={2}>
              <Row>
                <Button small expanded={opened === id} onClick={() => setOpened(opened === id ? '' : id)}>
                  {t(opened === id ? 'letter.hide' : 'letter.show', { name: label })}
                </Button>
                {/* What is still a draft is looked at before it is printed. */}
                {(final.includes(record.state) || opened === id) && (
                  <OpenLink href={address(id)}>{t('letter.print', { name: label })}</OpenLink>
                )}
              </Row>
              {opened === id && <PdfFrame title={label} src={address(id)} />}
            </Stack>
          ))}
        </Stack>
      </Panel>
    </ScreenOnly>
  );
}
