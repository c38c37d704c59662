import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Hit } from '@/api/types';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { announce, Button, HitFrame, Mono, Name, PartialDate, ReasonDialog, Reasons, Stack, Tag, Text } from '@/ui';
import { OWN_LISTS, useListName } from '../records/use_labels';
import { useRights } from '../session/queries';
import { useJudge, useWithdraw } from './queries';
import { orderNames } from './script';

const OTHER_NAMES_SHOWN = 2;

interface Props {
  checkId: string;
  hit: Hit;
  onOpen: () => void;
}

export function HitCard({ checkId, hit, onOpen }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const listName = useListName();
  const language = useLanguage();
  const [name = hit.caption, ...others] = orderNames(hit.caption, hit.names ?? []);
  const facts = [
    ...(hit.birth_dates ?? []).map((date) => t('hit.born', { date: formatPartialDate(date, language) })),
    ...(hit.nationalities ?? []).map((code) => countryName(code, language)),
  ];
  const more = others.length - OTHER_NAMES_SHOWN;
  return (
    <HitFrame
      score={hit.score}
      quiet={hit.quiet}
      schema={hit.schema}
      name={name}
      secondNames={others.slice(0, OTHER_NAMES_SHOWN)}
      onOpen={onOpen}
      source={
        <>
          <Text strong>
            <Name>{listName(hit.dataset, hit.dataset_title)}</Name>
          </Text>
          {!hit.dataset.startsWith(OWN_LISTS) && <Mono>{hit.id}</Mono>}
          <span>{words('schema', hit.schema)}</span>
          {hit.list_date && (
            <span>
              {t('hit.list_of')} <PartialDate date={hit.list_date} />
            </span>
          )}
        </>
      }
      actions={<HitActions checkId={checkId} hit={hit} onOpen={onOpen} />}
    >
      <Stack gap={2}>
        {(facts.length > 0 || more > 0) && (
          <Text soft block>
            {facts.map((fact, index) => (
              <span key={`${fact}-${index}`}>
                {index > 0 && ' · '}
                <bdi>{fact}</bdi>
              </span>
            ))}
            {more > 0 && `${facts.length ? ' · ' : ''}${t('hit.more_names', { count: more })}`}
          </Text>
        )}
        <Reasons reasons={hit.reasons} />
      </Stack>
    </HitFrame>
  );
}

function HitActions({ checkId, hit, onOpen }: Props) {
  const { t } = useTranslation();
  const mayJudge = useRights()('judge_hits');
  const [asking, setAsking] = useState<'judge' | 'withdraw' | null>(null);
  const judge = useJudge(checkId);
  const withdraw = useWithdraw(checkId);
  const person = hit.schema === 'Person';
  const close = () => setAsking(null);
  return (
    <>
      <Button small onClick={onOpen}>
        {t('hit.open')}
      </Button>
      {mayJudge && !hit.quiet && (
        <Button small onClick={() => setAsking('judge')}>
          {person ? t('hit.not_same_person') : t('hit.not_same_thing')}
        </Button>
      )}
      {hit.quiet && <Tag tone="ended">{t('hit.judged')}</Tag>}
      {hit.quiet && hit.judgement_id && mayJudge && (
        <Button small onClick={() => setAsking('withdraw')}>
          {t('hit.undo')}
        </Button>
      )}
      <ReasonDialog
        key={asking}
        title={person ? t('hit.not_same_person') : t('hit.not_same_thing')}
        opened={asking === 'judge'}
        onClose={close}
        warning={t('hit.judge_text')}
        action={t('hit.judge')}
        busy={judge.isPending}
        error={judge.error}
        onConfirm={(reason) => judge.mutate({ hit, reason }, { onSuccess: () => (close(), announce(t('hit.judged'))) })}
      />
      <ReasonDialog
        title={t('hit.undo_title')}
        opened={asking === 'withdraw'}
        onClose={close}
        warning={t('hit.undo_text')}
        action={t('hit.undo')}
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={(reason) =>
          withdraw.mutate({ hit, reason }, { onSuccess: () => (close(), announce(t('hit.undone'))) })
        }
      />
    </>
  );
}
