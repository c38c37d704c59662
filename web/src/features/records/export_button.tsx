import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Query } from '@/api/client';
import type { Register } from '@/api/records';
import { Button, Problem, Progress, Row, saveFile } from '@/ui';
import { readAll, toCsv } from './csv';
import { useUnitLabel, useUserName } from './use_labels';

// Saves all that fits the filters, not only the page that is shown.
export function ExportButton({ register, query }: { register: Register; query: Query }) {
  const { t } = useTranslation();
  const unit = useUnitLabel();
  const user = useUserName();
  const [done, setDone] = useState(0);
  const stop = useRef<AbortController>(null);
  const save = useMutation({
    mutationFn: async () => {
      const controller = new AbortController();
      stop.current = controller;
      setDone(0);
      const records = await readAll(query, controller.signal, setDone);
      const columns = {
        number: t('records.number'),
        caption: t('records.caption'),
        state: t('records.state'),
        due: t('records.due'),
        late: t('records.late'),
        opened: t('record.opened'),
        changed: t('records.changed'),
      };
      const name = `${register.id}-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(
        name,
        [toCsv(register, records, { columns, masked: t('masked.tag'), unit, user })],
        'text/csv;charset=utf-8',
      );
    },
  });
  const stopped = save.error instanceof DOMException && save.error.name === 'AbortError';
  return (
    <>
      <Row>
        {save.isPending ? (
          <>
            <Progress value={done} label={t('records.saving')} />
            <Button small onClick={() => stop.current?.abort()}>
              {t('common.stop')}
            </Button>
          </>
        ) : (
          <Button small onClick={() => save.mutate()}>
            {t('bulk.save_csv')}
          </Button>
        )}
      </Row>
      {!stopped && <Problem error={save.error} />}
    </>
  );
}
