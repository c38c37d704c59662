import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core';

import type { Language } from '@/api/types';
import { countryName, localeOf } from './format';

// ISO 3166-1 alpha-2, and XK, which papers use for Kosovo.
const CODES =
  'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc ' +
  'cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ' +
  'ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ' +
  'ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw ' +
  'mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc ' +
  'sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy ' +
  'uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw';

export interface Country {
  value: string;
  label: string;
}

const made = new Map<string, Country[]>();

// All countries in the order of the reader's language.
export function countries(language: Language): Country[] {
  const locale = localeOf(language);
  let list = made.get(locale);
  if (!list) {
    const order = new Intl.Collator(locale);
    list = CODES.split(' ')
      .map((value) => ({ value, label: countryName(value, language) }))
      .sort((a, b) => order.compare(a.label, b.label));
    made.set(locale, list);
  }
  return list;
}

// So that marks are not needed: "espana" is España.
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

let codesByName: Map<string, string> | undefined;

function namesOfAll(): Map<string, string> {
  if (!codesByName) {
    codesByName = new Map();
    for (const language of ['ar', 'en', 'fr', 'es'] as const) {
      for (const { value, label } of countries(language)) codesByName.set(folded(label), value);
    }
    for (const code of CODES.split(' ')) codesByName.set(code, code);
  }
  return codesByName;
}

// The code of a country as people write it: "MA", "Morocco", "Maroc", "المغرب". What is none is given back as written.
export function countryCodeOf(text: string): string {
  return namesOfAll().get(folded(text)) ?? text.trim();
}

// What fits what is typed into a field of countries, in whatever language; the one of that very name or code first.
export const fittingCountries: OptionsFilter = ({ options, search, limit }) => {
  const wanted = folded(search);
  const exact = namesOfAll().get(wanted);
  const named = new Set([...namesOfAll()].filter(([name]) => name.includes(wanted)).map(([, code]) => code));
  const rank = (option: ComboboxParsedItem): number => {
    const code = 'value' in option ? option.value.toLowerCase() : '';
    if (code === exact) return 2;
    return Number(named.has(code) || ('label' in option && folded(option.label).includes(wanted)));
  };
  return options
    .filter((option) => rank(option) > 0)
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, limit);
};
