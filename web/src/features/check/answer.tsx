import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { CheckAnswer, Hit } from '@/api/types';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import {
  Button,
  ButtonLink,
  Caption,
  Collapse,
  CopyButton,
  Empty,
  Facts,
  Fade,
  Heading,
  Mono,
  Name,
  Note,
  PrintOnly,
  Row,
  ScreenOnly,
  Stack,
  Text,
  Time,
} from '@/ui';
import { captionOf, draftOf } from './draft';
import { EntityDrawer, type EntityRef } from './entity_drawer';
import { HitCard } from './hit_card';
import { ListsAsked } from './lists_asked';
import { usePurposeLabel } from './purpose';
import { useAnswerSummary } from './summary';

interface Props {
  answer: CheckAnswer;
  // A new question is on its way; this is the answer to the one before.
  stale: boolean;
  onAgain: () => void;
}

export function Answer({ answer, stale, onAgain }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<EntityRef | null>(null);
  const summary = useAnswerSummary()(answer);
  const loud = answer.results.filter(({ quiet }) => !quiet);
  const quiet = answer.results.filter((hit) => hit.quiet);
  return (
    <Fade faded={stale} label={t('answer.title')}>
      <Stack gap={3}>
        <AnswerHead answer={answer} onAgain={onAgain} />
        {loud.length > 0 && <Heading>{summary}</Heading>}
        {answer.warnings.map(({ code, text }) => (
          <Note key={code} tone="warning">
            {text}
          </Note>
        ))}
        {loud.length === 0 && answer.warnings.length === 0 && <NothingFound answer={answer} summary={summary} />}
        {loud.map((hit) => (
          <HitCard key={`${hit.dataset}/${hit.id}`} checkId={answer.id} hit={hit} onOpen={() => setOpened(hit)} />
        ))}
        {quiet.length > 0 && <QuietHits checkId={answer.id} hits={quiet} onOpen={setOpened} />}
        {loud.length > 0 && <ListsFold answer={answer} />}
      </Stack>
      <EntityDrawer entity={opened} purpose={answer.purpose} onClose={() => setOpened(null)} />
    </Fade>
  );
}

function useAsked(answer: CheckAnswer) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useWords();
  const { properties, schema } = answer.query;
  const value = (name: string, text: string) => {
    if (/date/i.test(name)) return formatPartialDate(text, language);
    if (name === 'nationality' || name === 'country') return countryName(text, language);
    if (name === 'gender' && (text === 'male' || text === 'female' || text === 'other')) return t(`gender.${text}`);
    return text;
  };
  const asked = draftOf(answer.query).text;
  const details = Object.entries(properties)
    .map(([name, texts]) => texts.filter((text) => text !== asked).map((text) => value(name, text)))
    .flat();
  return [words('schema', schema), ...details];
}

function AnswerHead({ answer, onAgain }: { answer: CheckAnswer; onAgain: () => void }) {
  const { t } = useTranslation();
  const purposeLabel = usePurposeLabel();
  const asked = useAsked(answer);
  return (
    <>
      <Row apart align="start">
        <Stack gap={1}>
          <Text>
            {t('answer.asked')}{' '}
            <Text strong>
              <Caption schema={answer.query.schema}>{captionOf(answer)}</Caption>
            </Text>{' '}
            {asked.map((part) => (
              <Text soft key={part}>
                · <bdi>{part}</bdi>{' '}
              </Text>
            ))}
          </Text>
          <Text small soft>
            {purposeLabel(answer.purpose)}
            {answer.who && (
              <>
                {' '}
                · <Name>{answer.who}</Name>
              </>
            )}{' '}
            · <Time at={answer.at} />
          </Text>
        </Stack>
        <ScreenOnly>
          <Row>
            <Button small onClick={onAgain}>
              {t('answer.again')}
            </Button>
            <CopyButton small text={`${window.location.origin}/check/${answer.id}`} label={t('answer.copy_link')} />
            <Button small onClick={() => window.print()}>
              {t('answer.print')}
            </Button>
          </Row>
        </ScreenOnly>
      </Row>
      <PrintOnly>
        <Facts
          facts={[
            { label: t('answer.number'), value: <Mono>{answer.id}</Mono> },
            { label: t('answer.at'), value: <Time at={answer.at} only="absolute" /> },
          ]}
        />
        <ListsAsked lists={answer.lists} />
      </PrintOnly>
    </>
  );
}

function NothingFound({ answer, summary }: { answer: CheckAnswer; summary: string }) {
  const { t } = useTranslation();
  if (answer.lists.length === 0) {
    return (
      <Empty
        title={t('answer.no_lists')}
        text={t('answer.no_lists_text')}
        action={<ButtonLink to="/lists">{t('lists.title')}</ButtonLink>}
      />
    );
  }
  return (
    <Stack gap={3}>
      <Heading>{summary}</Heading>
      <Text soft>{t('answer.nothing_text')}</Text>
      <ScreenOnly>
        <ListsAsked lists={answer.lists} />
      </ScreenOnly>
    </Stack>
  );
}

function QuietHits({ checkId, hits, onOpen }: { checkId: string; hits: Hit[]; onOpen: (hit: Hit) => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Stack gap={3}>
      <Row>
        <Button kind="quiet" expanded={shown} onClick={() => setShown(!shown)}>
          {t('answer.quiet', { count: hits.length })}
        </Button>
      </Row>
      {shown &&
        hits.map((hit) => (
          <HitCard key={`${hit.dataset}/${hit.id}`} checkId={checkId} hit={hit} onOpen={() => onOpen(hit)} />
        ))}
    </Stack>
  );
}

function ListsFold({ answer }: { answer: CheckAnswer }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <ScreenOnly>
      <Button kind="quiet" expanded={shown} onClick={() => setShown(!shown)}>
        {t('answer.lists_asked')}
      </Button>
      <Collapse in={shown} transitionDuration={0}>
        <ListsAsked lists={answer.lists} />
      </Collapse>
    </ScreenOnly>
  );
}
