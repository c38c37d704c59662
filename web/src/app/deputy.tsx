import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { call, callJson } from '@/api/client';
import type { Deputy } from '@/api/records';
import { useColleagues } from '@/features/records/queries';
import { localMinute, readLocalMinute } from '@/features/records/values';
import { useSession } from '@/features/session/queries';
import { Button, Dialog, Form, Name, Note, Problem, Row, Select, Stack, Text, TextInput, Time, toast } from '@/ui';

const PATH = 'users/me/deputy';
const KEY = ['deputy'];

// Who acts for the reader while he is away, set by himself.
export function DeputyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('deputy.title')} opened={opened} onClose={onClose}>
      {opened && <DeputyForm onClose={onClose} />}
    </Dialog>
  );
}

function useDeputy() {
  return useQuery({ queryKey: KEY, queryFn: async () => (await callJson<{ deputy: Deputy | null }>(PATH)).deputy });
}

function useChange<T>(change: (what: T) => Promise<unknown>, said: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEY });
      toast(said);
      onDone();
    },
  });
}

function DeputyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useSession().data?.user?.id;
  const colleagues = useColleagues().filter(({ id }) => id !== me);
  const deputy = useDeputy();
  const [who, setWho] = useState<string | null>(null);
  const [from, setFrom] = useState(localMinute(new Date()));
  const [until, setUntil] = useState('');
  const set = useChange(
    (json: { deputy: string; from: string; until: string }) => call(PATH, { method: 'PUT', json }),
    t('deputy.set_done'),
    onClose,
  );
  const end = useChange(() => call(PATH, { method: 'DELETE' }), t('deputy.ended'), onClose);
  const [begins, ends] = [readLocalMinute(from), readLocalMinute(until)];
  const ready = who !== null && begins !== null && ends !== null;
  return (
    <Form label={t('deputy.title')} onSubmit={() => ready && set.mutate({ deputy: who, from: begins, until: ends })}>
      <Stack gap={4}>
        <Text>{t('deputy.text')}</Text>
        {deputy.data && (
          <Note
            action={
              <Button small busy={end.isPending} onClick={() => end.mutate(undefined)}>
                {t('deputy.end')}
              </Button>
            }
          >
            <Name>{deputy.data.name}</Name> · <Time at={deputy.data.from} only="absolute" /> –{' '}
            <Time at={deputy.data.until} only="absolute" />
          </Note>
        )}
        <Problem error={deputy.error ?? end.error} />
        <Select
          label={t('deputy.who')}
          placeholder={t('records.choose')}
          data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={who}
          onChange={setWho}
          searchable
          required
          nothingFoundMessage={t('palette.nothing')}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <TextInput
          type="datetime-local"
          label={t('deputy.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          required
        />
        <TextInput
          type="datetime-local"
          label={t('deputy.until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          required
        />
        <Problem error={set.error} />
        <Row>
          <Button type="submit" kind="main" busy={set.isPending} disabled={!ready}>
            {t('deputy.set')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Row>
      </Stack>
    </Form>
  );
}
