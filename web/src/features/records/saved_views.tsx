import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { call, callJson } from '@/api/client';
import type { Register, SavedView } from '@/api/records';
import { Button, Dialog, Form, Problem, Row, Select, Stack, Switch, Text, TextInput } from '@/ui';
import { useSession } from '../session/queries';
import { filtersOf, isView, savedOf, type Filters } from './filters';
import { useColleagues } from './queries';

interface Props {
  register: Register;
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

function useViews(register: string): SavedView[] {
  const views = useQuery({
    queryKey: ['views', register],
    queryFn: async () => {
      const path = `registers/${encodeURIComponent(register)}/views`;
      return (await callJson<{ items: SavedView[] }>(path)).items;
    },
    staleTime: 60_000,
  });
  return views.data ?? [];
}

// Lists that are kept under a name: choose one, keep this one, change or remove one.
export function SavedViews({ register, filters, onChange }: Props) {
  const { t } = useTranslation();
  const views = useViews(register.id);
  const [dialog, setDialog] = useState<'new' | 'change' | null>(null);
  const chosen = views.find(({ id }) => id === filters.view);
  const moved = chosen !== undefined && !isView(filters, chosen);
  const groups = [
    { group: t('views.mine'), items: views.filter(({ for_unit }) => !for_unit) },
    { group: t('views.unit'), items: views.filter(({ for_unit }) => for_unit) },
  ];
  const choose = (id: string | null) => {
    const view = views.find((one) => one.id === id);
    onChange(view ? filtersOf(view) : { view: '' });
  };
  return (
    <Row align="end">
      {views.length > 0 && (
        <Select
          label={t('views.title')}
          placeholder={t('views.choose')}
          data={groups
            .filter(({ items }) => items.length > 0)
            .map(({ group, items }) => ({ group, items: items.map(({ id, name }) => ({ value: id, label: name })) }))}
          value={chosen?.id ?? null}
          onChange={choose}
          clearable
          clearButtonProps={{ 'aria-label': t('check.clear') }}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      )}
      {moved && <Text soft>{t('views.moved')}</Text>}
      {chosen?.may_change && (
        <Button small onClick={() => setDialog('change')}>
          {t('views.change')}
        </Button>
      )}
      <Button small onClick={() => setDialog('new')}>
        {t('views.save')}
      </Button>
      {dialog && (
        <ViewDialog
          register={register}
          filters={filters}
          view={dialog === 'change' ? chosen : undefined}
          onSaved={(view) => onChange({ view: view?.id ?? '' })}
          onClose={() => setDialog(null)}
        />
      )}
    </Row>
  );
}

interface DialogProps {
  register: Register;
  filters: Filters;
  // The one to change; absent: a new one is made.
  view: SavedView | undefined;
  onSaved: (view: SavedView | null) => void;
  onClose: () => void;
}

function ViewDialog({ register, filters, view, onSaved, onClose }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useSession().data?.user?.id;
  const unit = useColleagues().find(({ id }) => id === me)?.unit;
  const [name, setName] = useState(view?.name ?? '');
  const [forUnit, setForUnit] = useState(view?.for_unit ?? false);
  const done = async (saved: SavedView | null) => {
    await client.invalidateQueries({ queryKey: ['views', register.id] });
    onSaved(saved);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const json = { name, for_unit: forUnit, filter: savedOf(filters), columns: filters.columns };
      return view
        ? callJson<SavedView>(`views/${encodeURIComponent(view.id)}`, { method: 'PUT', json })
        : callJson<SavedView>(`registers/${encodeURIComponent(register.id)}/views`, { method: 'POST', json });
    },
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(`views/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => done(null),
  });
  const title = t(view ? 'views.change' : 'views.save');
  return (
    <Dialog title={title} opened onClose={onClose}>
      <Form label={title} onSubmit={() => save.mutate()}>
        <Stack gap={4}>
          <Text soft>{t('views.text')}</Text>
          <TextInput
            label={t('views.name')}
            required
            data-autofocus
            maxLength={60}
            dir="auto"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {(unit || view?.for_unit) && (
            <Switch
              label={t('views.for_unit')}
              checked={forUnit}
              onChange={(event) => setForUnit(event.currentTarget.checked)}
            />
          )}
          <Problem error={save.error ?? remove.error} />
          <Row>
            <Button type="submit" kind="main" busy={save.isPending}>
              {t('views.keep')}
            </Button>
            {view && (
              <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(view.id)}>
                {t('views.remove')}
              </Button>
            )}
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </Row>
        </Stack>
      </Form>
    </Dialog>
  );
}
