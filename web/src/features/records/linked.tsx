import { useTranslation } from 'react-i18next';

import type { RecordView, Register } from '@/api/records';
import { Heading, Lines, Link, Mono, Name, Panel, Row, ScreenOnly, Stack, Text } from '@/ui';
import { useSession } from '../session/queries';
import { creationOf } from './new_record_page';
import { useManyRecords, useRegisters } from './queries';
import { StateTag } from './state_tag';

const MOST_SHOWN = 20;

interface Place {
  register: Register;
  field: string;
}

// The fields of other registers that may name a record of this one.
function placesFor(register: Register, registers: Register[]): Place[] {
  return registers.flatMap((other) =>
    other.fields
      .filter(({ type, registers: named }) => (type === 'link' || type === 'links') && named?.includes(register.id))
      .map(({ id }) => ({ register: other, field: id })),
  );
}

// The records that name this one, and what is registered because of it: a bulletin that rests on a notice, the end of
// a search.
export function Linked({ register, record }: { register: Register; record: RecordView }) {
  const { t } = useTranslation();
  const role = useSession().data?.user?.role;
  const places = placesFor(register, useRegisters().data?.registers ?? []);
  const found = useManyRecords(
    places.map((place) => ({
      register: place.register.id,
      filter: `${place.field}:${record.number}`,
      limit: MOST_SHOWN,
    })),
  );
  const named = found.flatMap(({ data }, index) =>
    (data?.items ?? []).map((item) => ({ item, register: places[index]?.register })),
  );
  const items = named.filter(({ item }, at) => named.findIndex((one) => one.item.id === item.id) === at);
  const starts = places.filter(({ register: other, field }) => {
    const creation = creationOf(other);
    return role && creation?.may.includes(role) && creation.fields.includes(field);
  });
  const may = record.kind !== 'closed' && starts.length > 0;
  if (items.length === 0 && !may) return null;
  return (
    <Panel label={t('record.linked')}>
      <Stack gap={3}>
        <Heading>{t('record.linked')}</Heading>
        {items.length > 0 && (
          <Lines
            items={items.map(({ item, register: its }) => ({
              key: item.id,
              line: (
                <Stack gap={1}>
                  <Text small soft>
                    {its?.title_one}
                  </Text>
                  <Row gap={2}>
                    <Link to={`/records/${item.id}`}>
                      <Mono>{item.number}</Mono>
                    </Link>
                    {its && <StateTag register={its} state={item.state} />}
                  </Row>
                </Stack>
              ),
            }))}
          />
        )}
        {may && (
          <ScreenOnly>
            <Stack gap={1}>
              {starts.map(({ register: other, field }) => (
                <Link key={`${other.id} ${field}`} to={addressOf(other, field, record)}>
                  <Name>{t('records.new', { what: other.title_one })}</Name>
                </Link>
              ))}
            </Stack>
          </ScreenOnly>
        )}
      </Stack>
    </Panel>
  );
}

// The form of a new record, with the number of this one in its field, and what it is about.
function addressOf(other: Register, field: string, record: RecordView): string {
  const known = new URLSearchParams({ [field]: record.number });
  const summary = record.values.summary;
  if (typeof summary === 'string') known.set('summary', summary);
  return `/registers/${other.id}/new?${known.toString()}`;
}
