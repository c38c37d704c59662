import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { RegisterRecord } from '@/api/records';
import type { SubjectFile } from '@/api/subjects';
import { readRecords, useRegisters } from '@/features/records/queries';
import { useRights } from '@/features/session/queries';
import { readLikely } from '@/features/subjects/queries';
import { useLanguage } from '@/i18n/use_language';

interface Found {
  records: RegisterRecord[];
  files: SubjectFile[];
}

const NOTHING: Found = { records: [], files: [] };
const ENOUGH_FOR_RECORDS = 2;
const ENOUGH_FOR_FILES = 3;
const MOST_RECORDS = 8;
const MOST_FILES = 5;

// The records that hold some words and the files that they may be of, for who may see them. Both at once: a line that
// came in later would move the others under the pointer of who is choosing one.
export function useFound(text: string): Found {
  const language = useLanguage();
  const mayRecords = useRegisters().isSuccess && text.length >= ENOUGH_FOR_RECORDS;
  const mayFiles = useRights()('see_records') && text.length >= ENOUGH_FOR_FILES;
  const found = useQuery({
    queryKey: ['found', language, text, mayRecords, mayFiles],
    queryFn: async ({ signal }): Promise<Found> => {
      const [page, likely] = await Promise.all([
        mayRecords ? readRecords({ q: text, limit: MOST_RECORDS }, signal) : { items: [] },
        // Names may be busy for a moment; the records are of use without them.
        mayFiles ? readLikely({ q: text, limit: MOST_FILES }, signal).catch(() => []) : [],
      ]);
      return { records: page.items, files: likely.map(({ file }) => file) };
    },
    enabled: mayRecords || mayFiles,
    placeholderData: keepPreviousData,
  });
  return mayRecords || mayFiles ? (found.data ?? NOTHING) : NOTHING;
}
