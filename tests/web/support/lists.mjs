// Two editions of a made-up list. Everyone and everything in them is invented.

const person = (id, properties) => ({ id, schema: 'Person', properties });

const amina = person('mk-1', {
  name: ['Amina MADEUPI'],
  alias: ['أمينة المادوبي'],
  birthDate: ['1979-03-12'],
  nationality: ['ma'],
  gender: ['female'],
  passportNumber: ['ZZ1234567'],
});
const youssef = person('mk-2', {
  name: ['Youssef FICTIFOUI'],
  birthDate: ['1964'],
  nationality: ['tn'],
  gender: ['male'],
});
const car = { id: 'mk-3', schema: 'Vehicle', properties: { vin: ['1M8GDM9AXKP042788'], country: ['fr'] } };
const latecomer = person('mk-4', { name: ['Salma INVENTAOUI'], birthDate: ['1990'], nationality: ['ma'] });

function ndjson(entries) {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

export const FIRST_EDITION = ndjson([amina, youssef, car]);
// Amina has changed, Youssef is gone, Salma is new.
export const SECOND_EDITION = ndjson([
  { ...amina, properties: { ...amina.properties, birthPlace: ['Nowhere'] } },
  car,
  latecomer,
]);

export const QUESTIONS_CSV = [
  'Reference,Full name,Date of birth,Nationality',
  'r1,أمينة المادوبي,12/03/1979,Maroc',
  'r2,Nobody Whatsoever,1950,FR',
  'r3,Amina Madeupi,1979,MA',
].join('\n');

export const VIN = '1M8GDM9AXKP042788';
// The specimen of ICAO Doc 9303 part 4.
export const SPECIMEN_MRZ =
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
