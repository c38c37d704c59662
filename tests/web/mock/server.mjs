// A made-up server for working on the pages without the program. Development only.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
const dist = new URL('../../../web/dist/', import.meta.url).pathname;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const now = () => new Date().toISOString();
const ago = (m) => new Date(Date.now() - m * 60000).toISOString();
let signed = process.env.SIGNED === '1';
const rights = ['check','see_own_history','see_all_history','see_lists','import_lists','judge_hits','manage_users','verify_ledger','operate'];
const session = () => ({ signed_in: signed, setup_needed: false, ...(signed ? { user: { id: 'usr_1', name: 'Amina Officer', role: 'administrator', rights }, csrf: 'c' } : {}), version: '0.1.0' });
const lists = [
  { dataset: 'un', title: 'UN Security Council Consolidated List (made up)', format: 'un', publisher: 'UN', list_date: '2026-11-20', version: '2026-11-20T08:00', imported_at: ago(95), count: 1002, last: { added: 12, changed: 3, ended: 1, unchanged: 986, skipped: 0, seconds: 0.8 } },
  { dataset: 'ofac', title: 'Specially Designated Nationals (made up)', format: 'ofac', list_date: '2026-11', imported_at: ago(3000), count: 12345, last: { added: 12345, changed: 0, ended: 0, unchanged: 0, skipped: 2, seconds: 3.2 } },
  { dataset: 'stolen_vehicles', title: 'مركبات مصرح بسرقتها', format: 'csv', list_date: '2026-11-21', imported_at: ago(5), count: 129863, last: { added: 0, changed: 0, ended: 0, unchanged: 129863, skipped: 0, seconds: 2.1 } },
];
const hit = (o = {}) => ({ id: '6900001', caption: 'Mohamed BEN ALI', schema: 'Person', dataset: 'un', dataset_title: lists[0].title, score: 0.9123, match: true, quiet: false,
  reasons: [ { code: 'reason.name.script', text: 'family name: بنعلي = BEN ALI', side: 'for', weight: 0.5 }, { code: 'reason.name.common', text: 'given name: محمد = Mohamed (very common)', side: 'for', weight: 0.2 }, { code: 'reason.birth', text: 'born 1979 against 1978', side: 'neutral', weight: -0.05 }, { code: 'reason.nat', text: 'nationality: Morocco against Tunisia', side: 'against', weight: -0.1 } ],
  names: [ { text: 'Mohamed BEN ALI', kind: 'name' }, { text: 'محمد بن علي', kind: 'alias' }, { text: 'Mohammed Ben Aly', kind: 'alias' }, { text: 'Abu Zayd', kind: 'weakAlias' } ], birth_dates: ['1978'], nationalities: ['ma'], list_date: '2026-11-20', ...o });
const answers = new Map();
let n = 100;
function answer(q) {
  const id = `chk_${++n}`;
  const text = q.text ?? q.properties?.name?.[0] ?? '';
  const none = /nobody|لا أحد/.test(text);
  const a = { id, at: now(), who: 'Amina Officer', purpose: q.purpose, recognised: null, schema: q.schema ?? 'Person', query: { schema: q.schema ?? 'Person', properties: q.properties ?? { name: [text] } },
    results: none ? [] : [hit(), hit({ id: '6900002', caption: 'Mohamed Ali BENALLAL', score: 0.7312, match: false, names: [{ text: 'Mohamed Ali BENALLAL', kind: 'name' }], nationalities: ['tn', 'fr'], birth_dates: ['1975-03-02', '1964/1967'] }), hit({ id: 'q1', caption: 'Quiet ONE', quiet: true, judgement_id: 'jdg_9', names: [] })],
    quiet_count: none ? 0 : 1, considered: 143210, lists, list_versions: {} };
  answers.set(id, a);
  return a;
}
answer({ text: 'محمد بنعلي', purpose: 'border_check' });
const jobs = new Map();
const history = [['chk_101','محمد بنعلي',3,0.91],['chk_101','X1234567',0,null],['chk_101','Иван Петров',1,0.78]].map(([id, summary, hits, best_score], i) => ({ id, at: ago(i * 700 + 2), who: 'Amina Officer', who_id: 'usr_1', purpose: 'border_check', summary, schema: 'Person', hits, best_score }));
history.push({ id: 'chk_50', at: ago(90000), who: 'Border post north', purpose: 'security_check', summary: '', schema: '', hits: 12, bulk: true, lines: 5000 });
const body = (req) => new Promise((done) => { const parts = []; req.on('data', (p) => parts.push(p)); req.on('end', () => done(Buffer.concat(parts))); });
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x');
  const raw = await body(req);
  const json = (status, value) => { res.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' }); res.end(JSON.stringify(value)); };
  const p = url.pathname.replace('/api/v1/', '');
  const read = () => JSON.parse(raw.toString() || '{}');
  res.setHeader('Content-Security-Policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
  if (!url.pathname.startsWith('/api/')) {
    const file = extname(url.pathname) ? url.pathname : '/index.html';
    try { const data = await readFile(join(dist, file)); res.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain' }); res.end(data); } catch { res.writeHead(404); res.end(); }
    return;
  }
  if (p === 'session') {
    if (req.method === 'POST') { if (read().password === 'wrong') return json(401, { code: 'session.wrong', detail: 'The name or the password is wrong. Try again.' }); signed = true; return json(200, session()); }
    if (req.method === 'DELETE') { signed = false; res.writeHead(204); return res.end(); }
    return json(200, session());
  }
  if (p === 'setup') { signed = true; return json(201, session()); }
  if (p === 'expire') { signed = false; return json(200, {}); }
  if (!signed) return json(401, { code: 'session.expired', detail: 'Your session has ended; sign in again.' });
  if (p === 'purposes') return json(200, { purposes: [{ code: 'security_check', label: 'Security check' }, { code: 'border_check', label: 'Border check' }, { code: 'information', label: 'Provide or obtain information on an investigation' }] });
  if (p === 'identify') { const { text } = read();
    if (text.includes('<<')) return json(200, { kind: 'mrz', valid: false, check_digits: { number: true, dob: true, expiry: false, composite: true }, fields: { format: 'TD3', issuing_country: 'MA', number: 'AB1234567', nationality_country: 'MA', surname: 'MXDRSY', given_names: 'XMYNH', surname_ar: 'مدرسي', given_names_ar: 'أمينة', birth_date: '1979-03-12', sex: 'F', expiry_date: '2024-01-01' }, warnings: [{ code: 'mrz.expired', text: 'The paper expired on 1 January 2024.' }] });
    if (/^[A-HJ-NPR-Z0-9]{17}$/i.test(text)) return json(200, { kind: 'vin', valid: true, check_digits: { check_digit: true }, fields: { vin: text, make: 'Madeup', model_year: '2019', country: 'FR' }, warnings: [] });
    return json(200, { kind: /^[A-Z]{1,2}\d{5,8}$/i.test(text) ? 'document_number' : 'name', valid: true, check_digits: {}, fields: { name: text }, warnings: [] }); }
  if (p === 'checks' && req.method === 'POST') { const a = answer(read()); setTimeout(() => json(200, a), 60); return; }
  if (p === 'checks') return json(200, { items: history.filter((h) => h.summary.includes(url.searchParams.get('q') ?? '')), next: null });
  if (p === 'checks/bulk') { const lines = raw.toString().split('\n').filter(Boolean); res.writeHead(200, { 'Content-Type': 'application/x-ndjson' }); for (const [i, l] of lines.entries()) { let q; try { q = JSON.parse(l); } catch { res.write(JSON.stringify({ error: { code: 'bulk.not_json', text: 'The line is not JSON.' } }) + '\n'); continue; } res.write(JSON.stringify({ id: q.id, results: i % 7 === 0 ? [hit(), hit({ id: 'b', score: 0.74 })] : [], list_versions: {} }) + '\n'); } res.end(); return; }
  let m;
  if ((m = /^checks\/(\w+)$/.exec(p))) return answers.has(m[1]) ? json(200, answers.get(m[1])) : json(404, { code: 'check.unknown', detail: 'There is no such check, or it is not yours to see.' });
  if (/^checks\/\w+\/judgements$/.test(p)) return json(201, { id: 'jdg_1' });
  if (p.startsWith('judgements/')) { res.writeHead(204); return res.end(); }
  if (p === 'new-hits') return json(200, { items: [{ id: 1, at: ago(40), check_id: 'chk_101', asked_at: ago(4000), who: 'Amina Officer', summary: 'فاطمة المدغري', dataset: 'un', entity_id: '6900099', caption: 'Fatima AL MADGHARI', score: 0.88, reasons: hit().reasons.slice(0, 2) }], next: null });
  if (p === 'lists') return json(200, { lists });
  if ((m = /^lists\/(\w+)$/.exec(p))) { if (req.method === 'DELETE') { res.writeHead(204); return res.end(); } return json(200, { ...lists.find((l) => l.dataset === m[1]), imports: [2, 1].map((number) => ({ number, at: ago(number === 2 ? 95 : 9000), who: 'Amina Officer', list_date: '2026-11-20', version: 'v', added: 12, changed: 3, ended: 1, unchanged: 986, skipped: 0, seconds: 1, entry: 4 })) }); }
  if (/^lists\/\w+\/imports\/\d+\/changes$/.test(p)) return json(200, { items: ['added', 'changed', 'ended'].map((op, i) => ({ op, entity_id: `69000${i}`, caption: ['Mohamed BEN ALI', 'فاطمة', 'MADEUP SHIPPING'][i], schema: 'Person' })), next: null });
  if (p === 'imports' && req.method === 'POST') { const id = `imp_${jobs.size + 1}`; jobs.set(id, { id, dataset: url.searchParams.get('dataset'), format: url.searchParams.get('format'), state: 'reading', bytes: 10, total_bytes: 100, entries: 500, skipped: 0, problems: [] }); return json(202, { id }); }
  if (p === 'imports') return json(200, { items: [...jobs.values()].reverse() });
  if ((m = /^imports\/(\w+)\/events$/.exec(p))) { const job = jobs.get(m[1]); res.writeHead(200, { 'Content-Type': 'text/event-stream' }); let step = 0; const tick = setInterval(() => { step++; job.bytes = step * 25; job.entries = step * 300; if (step < 4) { res.write(`event: progress\ndata: ${JSON.stringify(job)}\n\n`); } else { job.state = 'done'; job.result = { added: 1200, changed: 5, ended: 2, unchanged: 90, skipped: 1, seconds: 1.24 }; job.problems = [{ line: 17, text: 'The entry has no name.' }]; res.write(`event: done\ndata: ${JSON.stringify(job)}\n\n`); clearInterval(tick); res.end(); } }, 300); return; }
  if ((m = /^imports\/(\w+)$/.exec(p))) return json(200, jobs.get(m[1]));
  if (p.startsWith('entities/')) return json(200, { id: '6900001', schema: 'Person', caption: 'Mohamed BEN ALI', dataset: 'un', state: 'in_force', first_seen: ago(9000), last_changed: ago(95), properties: { name: ['Mohamed BEN ALI'], alias: ['محمد بن علي', 'Mohammed Ben Aly'], birthDate: ['1978'], nationality: ['ma'], gender: ['male'], passportNumber: ['AB1234567'], notes: ['Made up for development; a long note that goes on for more than one line so that wrapping can be seen.'], program: ['MADEUP'] }, documents: [{ type: 'Passport', number: 'AB1234567', country: 'ma', note: 'issued in Rabat' }] });
  if (p === 'events') { res.writeHead(200, { 'Content-Type': 'text/event-stream' }); res.write(': hello\n\n'); return; }
  if (p === 'users') return req.method === 'POST' ? json(201, {}) : json(200, { users: [{ id: 'usr_1', name: 'Amina Officer', role: 'administrator', state: 'active', created_at: ago(99999), last_seen_at: ago(1) }, { id: 'usr_2', name: 'يوسف المكلف', role: 'officer', state: 'active', created_at: ago(9999) }, { id: 'usr_3', name: 'Old Clerk', role: 'checker', state: 'closed', created_at: ago(99999), last_seen_at: ago(50000) }] });
  if (p.startsWith('users/')) return json(200, {});
  if (p === 'keys') return req.method === 'POST' ? json(201, { id: 'key_2', key: 'mk_madeupmadeupmadeupmadeupmadeupmadeup' }) : json(200, { keys: [{ id: 'key_1', name: 'Border post north', role: 'checker', created_at: ago(9999), state: 'active' }] });
  if (p === 'ledger') return json(200, { items: ['check.asked', 'list.imported', 'session.opened', 'something.else'].map((kind, i) => ({ seq: 40 - i, at: ago(i * 30), kind, who: 'Amina Officer', purpose: i ? '' : 'border_check', summary: ['محمد بنعلي', 'un', '', 'x'][i] })), next: null });
  if (p === 'ledger/verify') return json(200, { ok: true, entries: 41 });
  if (p === 'ledger/checkpoint') { res.writeHead(200, { 'Content-Type': 'text/plain' }); return res.end('maktab.example/ledger\n41\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n— maktab.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'); }
  json(404, { detail: `no ${p}` });
}).listen(Number(process.env.PORT ?? 9100), '127.0.0.1', () => console.log('mock ready'));
