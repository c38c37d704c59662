import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { callJson, upload } from '@/api/client';
import type { RecordRow, SentFile } from '@/api/records';
import { formatBytes } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, DropFiles, Lines, Name, Problem, Progress, Row, Stack, Text } from '@/ui';

interface Rules {
  max_bytes: number;
  names: string[];
}

interface Props {
  label: string;
  hint: string | undefined;
  required: boolean;
  error: string | undefined;
  files: RecordRow[];
  onChange: (files: RecordRow[]) => void;
}

// Files of a field: each is sent when it is chosen and waits at the server for the form.
export function FileInput({ label, hint, required, error, files, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rules = useQuery({
    queryKey: ['upload_rules'],
    queryFn: () => callJson<Rules>('uploads'),
    staleTime: Infinity,
  }).data;
  const { sending, problem, send } = useSending(files as unknown as SentFile[], (all) =>
    onChange(all as unknown as RecordRow[]),
  );
  const rows = files as unknown as SentFile[];
  const limits =
    rules &&
    t('files.limits', { size: formatBytes(rules.max_bytes, language), names: `\u2066${rules.names.join(' ')}\u2069` });
  return (
    <Stack gap={2}>
      <DropFiles
        label={required ? `${label} *` : label}
        hint={[hint, t('files.hint'), limits].filter(Boolean).join(' ')}
        accept={rules?.names.join(',') ?? ''}
        multiple
        onFiles={(chosen) => void send(chosen)}
      />
      {sending !== null && <Progress value={sending} label={t('files.sending')} />}
      <Problem error={problem} />
      {error && <Text small>{error}</Text>}
      {rows.length > 0 && (
        <Lines
          label={label}
          tight
          items={rows.map((file, index) => ({
            key: file.upload ?? file.sha256,
            line: (
              <Row gap={2}>
                <Name>{file.name}</Name>
                <Text soft small>
                  {formatBytes(file.bytes, language)}
                </Text>
                <Button
                  small
                  kind="quiet"
                  label={t('files.remove', { name: file.name })}
                  onClick={() => onChange(files.filter((_, at) => at !== index))}
                >
                  {t('row.remove')}
                </Button>
              </Row>
            ),
          }))}
        />
      )}
    </Stack>
  );
}

// One after another, so that one that is refused does not hold up the others.
function useSending(files: SentFile[], onChange: (files: SentFile[]) => void) {
  const [sending, setSending] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const stop = useRef(new AbortController());
  const send = async (chosen: File[]) => {
    setProblem(null);
    let all = files;
    for (const file of chosen) {
      const form = new FormData();
      form.append('file', file, file.name);
      setSending(0);
      try {
        const { items } = await upload<{ items: SentFile[] }>({
          path: 'uploads',
          query: {},
          form,
          signal: stop.current.signal,
          onSent: setSending,
        });
        all = [...all, ...items];
        onChange(all);
      } catch (refused) {
        setProblem(refused);
      }
    }
    setSending(null);
  };
  return { sending, problem, send };
}
