import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';

import type { FrontLineAnswer } from '@/api/types';
import { remember, remembered } from '@/app/remember';
import { countryName, formatPartialDate } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  announce,
  Button,
  Facts,
  Form,
  Lines,
  Mono,
  Name,
  Note,
  Page,
  Panel,
  Problem,
  QuestionBox,
  ScreenOnly,
  Stack,
  TextInput,
  Time,
  Verdict,
} from '@/ui';
import { PurposeSelect, usePurpose } from '../check/purpose';
import { useAskFrontLine, useHitState } from './queries';

// One question, a plain answer, what to do: for whoever stands before the person, with a phone or a keyboard.
export function FrontLinePage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [place, setPlace] = useState(remembered('place') ?? '');
  const [empty, setEmpty] = useState(false);
  const [purpose] = usePurpose();
  const ask = useAskFrontLine();
  // The address is that of the hit, so that the page can be opened again and handed on.
  const { hit } = useParams();
  const navigate = useNavigate();
  const state = useHitState(hit);
  const submit = () => {
    setEmpty(!text.trim());
    if (!text.trim()) return;
    remember('place', place.trim());
    ask.mutate(
      { text, purpose, place: place.trim() },
      {
        onSuccess: (given) => {
          announce(given.say);
          void navigate(given.id ? `/front-line/${given.id}` : '/front-line', { replace: true });
        },
      },
    );
  };
  const answer = hit ? (state.data ?? (ask.data?.id === hit ? ask.data : undefined)) : ask.data;
  return (
    <Page title={t('front_line.title')} narrow>
      <Stack gap={4}>
        <ScreenOnly>
          <Panel>
            <Form label={t('front_line.title')} onSubmit={submit} search>
              <Stack gap={3}>
                <QuestionBox
                  label={t('front_line.box')}
                  placeholder={t('check.placeholder')}
                  value={text}
                  onChange={setText}
                  onSubmit={submit}
                  number={false}
                />
                <Button type="submit" kind="main" busy={ask.isPending} large full>
                  {t('front_line.ask')}
                </Button>
                <PurposeSelect />
                <TextInput
                  label={t('front_line.place')}
                  value={place}
                  dir="auto"
                  onChange={(event) => setPlace(event.currentTarget.value)}
                />
                {empty && (
                  <Note tone="warning" live>
                    {t('check.nothing_asked')}
                  </Note>
                )}
              </Stack>
            </Form>
          </Panel>
        </ScreenOnly>
        <Problem error={ask.error ?? state.error} />
        {answer && !ask.isPending && !ask.error && <Said answer={answer} />}
      </Stack>
    </Page>
  );
}

function Said({ answer }: { answer: FrontLineAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { recognise } = answer;
  const facts = [
    { label: t('front_line.asked'), value: <Name>{answer.asked}</Name> },
    ...(recognise ? [{ label: t('front_line.searched'), value: <Name>{recognise.name}</Name> }] : []),
    ...(recognise?.birth_dates.length
      ? [
          {
            label: t('check.birth_date'),
            value: recognise.birth_dates.map((date) => formatPartialDate(date, language)).join(t('common.comma')),
          },
        ]
      : []),
    ...(recognise?.nationalities.length
      ? [
          {
            label: t('check.nationality'),
            value: recognise.nationalities.map((code) => countryName(code, language)).join(t('common.comma')),
          },
        ]
      : []),
    ...(answer.hit ? [{ label: t('front_line.hit'), value: <Mono>{answer.hit}</Mono> }] : []),
    ...(answer.due_at ? [{ label: t('front_line.due'), value: <Time at={answer.due_at} /> }] : []),
    { label: t('front_line.at'), value: <Time at={answer.at} /> },
  ];
  return (
    <Stack gap={3}>
      <Verdict tone={answer.answer} word={t(`front_line_answer.${answer.answer}`)}>
        <Stack gap={2}>
          <p>{answer.say}</p>
          <Lines items={answer.do.map((line) => ({ key: line, line }))} label={t('front_line.do')} />
        </Stack>
      </Verdict>
      <Facts facts={facts} />
      <ScreenOnly>
        <Button small onClick={() => window.print()}>
          {t('answer.print')}
        </Button>
      </ScreenOnly>
    </Stack>
  );
}
