import { useTranslation } from 'react-i18next';

import type { SubjectView } from '@/api/subjects';
import { Heading, Panel, Problem, Stack } from '@/ui';
import { JudgedHit } from './hit_row';
import { useRecordChecks } from './queries';

// What lists say of this one, as the check of its newest record found it.
export function SubjectHits({ file }: { file: SubjectView }) {
  const { t } = useTranslation();
  const newest = file.records[0];
  const checks = useRecordChecks(newest?.id ?? '', 0, newest !== undefined);
  const mine = (checks.data ?? []).filter(({ subject }) => file.members.some(({ id }) => id === subject));
  const hits = mine.flatMap(({ check }) => check.results.map((hit) => ({ check, hit })));
  if (!checks.error && hits.length === 0) return null;
  return (
    <Panel label={t('subject.hits')}>
      <Stack gap={3}>
        <Heading>{t('subject.hits')}</Heading>
        <Problem error={checks.error} />
        {hits.map(({ check, hit }) => (
          <JudgedHit key={`${hit.dataset}-${hit.id}`} check={check} hit={hit} />
        ))}
      </Stack>
    </Panel>
  );
}
