import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Query } from '@/api/client';
import type { Register, RegisterAction, RegisterRecord } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Button, Dialog, Menu, Problem, Row, Stack, Text } from '@/ui';
import { readRecords } from '../records/queries';
import { useSession } from '../session/queries';
import { ManyForm } from './many_form';
import { MOST_CHOSEN, type Choice } from './use_choice';

// What the reader may do to several records of a register at once: files go to one record at a time.
export function useManyActions(register: Register): RegisterAction[] {
  const role = useSession().data?.user?.role;
  const files = register.fields.filter(({ type }) => type === 'attachment').map(({ id }) => id);
  return register.actions
    .filter(({ id, may }) => id !== register.create && role !== undefined && may.includes(role))
    .filter(({ required }) => !required.some((id) => files.includes(id)))
    .map((action) => ({ ...action, fields: action.fields.filter((id) => !files.includes(id)) }));
}

interface Props {
  register: Register;
  choice: Choice;
  items: RegisterRecord[];
  total: number;
  // Of the whole list, whatever page is shown.
  query: Query;
}

// Says how many rows are chosen, and offers what can be done to them. What became of them stays to be read when the
// list has none of them any more.
export function ManyBar({ register, choice, items, total, query }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const actions = useManyActions(register);
  const [doing, setDoing] = useState<RegisterAction | null>(null);
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = [...choice.chosen.values()];
  const fits = (action: RegisterAction) => chosen.filter(({ state }) => action.from.includes(state)).length;
  const offered = actions.filter((action) => fits(action) > 0);
  const chooseAll = () => {
    setReading(true);
    setError(null);
    readRecords({ ...query, limit: MOST_CHOSEN })
      .then((page) => choice.add(page.items), setError)
      .finally(() => setReading(false));
  };
  const all = Math.min(total, MOST_CHOSEN);
  return (
    <Stack gap={2}>
      {(items.length > 0 || chosen.length > 0) && (
        <Row gap={2}>
          <Text soft>{t('many.chosen', { count: chosen.length })}</Text>
          <Button small onClick={() => choice.add(items)}>
            {t('many.page')}
          </Button>
          {total > items.length && (
            <Button small busy={reading} onClick={chooseAll}>
              {t(total > MOST_CHOSEN ? 'many.first' : 'many.all', { figure: formatNumber(all, language) })}
            </Button>
          )}
          {chosen.length > 0 && (
            <Button small onClick={choice.clear}>
              {t('many.none')}
            </Button>
          )}
          {offered.length > 0 && (
            <Menu position="bottom-start" transitionProps={{ duration: 0 }}>
              <Menu.Target>
                <Button small kind="main">
                  {t('many.do')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {offered.map((action) => (
                  <Menu.Item key={action.id} onClick={() => setDoing(action)}>
                    {action.label} ({formatNumber(fits(action), language)})
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </Row>
      )}
      <Problem error={error} />
      <Dialog title={doing?.label ?? ''} opened={doing !== null} onClose={() => setDoing(null)} wide>
        {doing && <ManyForm register={register} action={doing} choice={choice} onClose={() => setDoing(null)} />}
      </Dialog>
    </Stack>
  );
}
