import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { CheckAnswer, Hit } from '@/api/types';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import { announce, Button, HitFrame, Mono, Name, PartialDate, ReasonDialog, Reasons, Stack, Tag, Text } from '@/ui';
import { EntityDrawer } from '../check/entity_drawer';
import { orderNames } from '../check/script';
import { OWN_LISTS, useListName } from '../records/use_labels';
import { useRights } from '../session/queries';
import { useJudgeHit, useTakeBack } from './queries';

// A hit of a list on what a record says, with the two judgements: the same, or not.
export function JudgedHit({ check, hit }: { check: CheckAnswer; hit: Hit }) {
  const { t } = useTranslation();
  const words = useWords();
  const listName = useListName();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const facts = [
    ...(hit.birth_dates ?? []).map((date) => t('hit.born', { date: formatPartialDate(date, language) })),
    ...(hit.nationalities ?? []).map((code) => countryName(code, language)),
  ];
  const [name = hit.caption, ...others] = orderNames(hit.caption, hit.names ?? []);
  return (
    <>
      <HitFrame
        score={hit.score}
        quiet={hit.quiet}
        schema={hit.schema}
        name={name}
        secondNames={others.slice(0, 2)}
        onOpen={() => setOpened(true)}
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
        actions={<Judge check={check} hit={hit} />}
      >
        <Stack gap={2}>
          {facts.length > 0 && (
            <Text soft block>
              {facts.join(' · ')}
            </Text>
          )}
          <Reasons reasons={hit.reasons} />
        </Stack>
      </HitFrame>
      <EntityDrawer entity={opened ? hit : null} purpose={check.purpose} onClose={() => setOpened(false)} />
    </>
  );
}

function Judge({ check, hit }: { check: CheckAnswer; hit: Hit }) {
  const { t } = useTranslation();
  const may = useRights()('judge_hits');
  const [asking, setAsking] = useState<'same' | 'not_same' | 'back' | null>(null);
  const judge = useJudgeHit();
  const back = useTakeBack();
  const close = () => {
    setAsking(null);
    judge.reset();
    back.reset();
  };
  const person = hit.schema === 'Person';
  const titles = {
    same: person ? t('subject.same_person') : t('subject.same_thing'),
    not_same: person ? t('hit.not_same_person') : t('hit.not_same_thing'),
    back: t('hit.undo_title'),
  };
  const texts = { same: t('subject.same_text'), not_same: t('hit.judge_text'), back: t('hit.undo_text') };
  const confirm = (reason: string) => {
    const id = hit.judgement_id ?? '';
    if (asking === 'back') back.mutate({ id, reason }, { onSuccess: () => (close(), announce(t('hit.undone'))) });
    else
      judge.mutate(
        { check: check.id, dataset: hit.dataset, entity: hit.id, same: asking === 'same', reason },
        { onSuccess: () => (close(), announce(t('subject.judged'))) },
      );
  };
  return (
    <>
      {hit.verdict === 'same' && <Tag tone="late">{t('subject.judged_same')}</Tag>}
      {hit.verdict === 'different' && <Tag tone="ended">{t('hit.judged')}</Tag>}
      {may && !hit.verdict && (
        <>
          <Button small onClick={() => setAsking('same')}>
            {titles.same}
          </Button>
          <Button small onClick={() => setAsking('not_same')}>
            {titles.not_same}
          </Button>
        </>
      )}
      {may && hit.verdict && (
        <Button small onClick={() => setAsking('back')}>
          {t('hit.undo')}
        </Button>
      )}
      <ReasonDialog
        key={asking}
        title={asking ? titles[asking] : ''}
        opened={asking !== null}
        onClose={close}
        warning={asking ? texts[asking] : ''}
        action={asking === 'back' ? t('hit.undo') : t('hit.judge')}
        busy={judge.isPending || back.isPending}
        error={judge.error ?? back.error}
        onConfirm={confirm}
      />
    </>
  );
}
