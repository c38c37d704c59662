import { createContext, useContext } from 'react';

import { apiUrl } from '@/api/client';
import type { SentFile } from '@/api/records';
import { formatBytes } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Name, SaveLink, Text } from '@/ui';

// Whose files the values speak of; empty where a value stands alone.
export const FilesOf = createContext('');

// A file of a record. Each opening is an entry of the ledger.
export function FileLink({ file }: { file: SentFile }) {
  const record = useContext(FilesOf);
  const language = useLanguage();
  const size = <Text soft small>{` ${formatBytes(file.bytes, language)}`}</Text>;
  if (!record || !file.sha256) {
    return (
      <>
        <Name>{file.name}</Name>
        {size}
      </>
    );
  }
  return (
    <>
      <SaveLink href={apiUrl(`records/${encodeURIComponent(record)}/files/${file.sha256}`)} name={file.name} />
      {size}
    </>
  );
}
