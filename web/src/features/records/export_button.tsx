import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { call, type Query } from '@/api/client';
import type { Register } from '@/api/records';
import { Button, Problem, Row, saveFile, Text } from '@/ui';

type Form = 'csv' | 'xlsx';

interface SaveProps {
  // Of the API, and what the file is called before its day.
  path: string;
  stem: string;
  query: Query;
}

// Saves all that fits the filters, not only the page that is shown. That it was saved goes on record.
export function SaveList({ path, stem, query }: SaveProps) {
  const { t } = useTranslation();
  const stop = useRef<AbortController>(null);
  const save = useMutation({
    mutationFn: async (form: Form) => {
      const controller = new AbortController();
      stop.current = controller;
      const response = await call(path, { query: { ...query, form }, signal: controller.signal });
      const name = `${stem}-${new Date().toISOString().slice(0, 10)}.${form}`;
      saveFile(name, [await response.blob()], response.headers.get('Content-Type') ?? '');
    },
  });
  const stopped = save.error instanceof DOMException && save.error.name === 'AbortError';
  return (
    <>
      <Row>
        {save.isPending ? (
          <>
            <Text soft>{t('records.saving')}</Text>
            <Button small onClick={() => stop.current?.abort()}>
              {t('common.stop')}
            </Button>
          </>
        ) : (
          <>
            <Button small onClick={() => save.mutate('xlsx')}>
              {t('records.save_xlsx')}
            </Button>
            <Button small onClick={() => save.mutate('csv')}>
              {t('bulk.save_csv')}
            </Button>
          </>
        )}
      </Row>
      {!stopped && <Problem error={save.error} />}
    </>
  );
}

interface Props {
  register: Register;
  query: Query;
  // Fields that the list shows; empty: all are saved.
  columns: readonly string[];
}

export function ExportButton({ register, query, columns }: Props) {
  const shown = columns.length > 0 ? ['number', 'caption', ...columns, 'state', 'due_at', 'changed_at'] : [];
  return (
    <SaveList
      path={`registers/${encodeURIComponent(register.id)}/export`}
      stem={register.id}
      query={{ ...query, columns: shown.join(',') }}
    />
  );
}
