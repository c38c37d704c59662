#!/usr/bin/env node
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const dist = process.env.FAKE_DIST ?? '/work/main/web/dist';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const now = () => new Date().toISOString();
const ALL = ['check','see_own_history','see_all_history','see_lists','import_lists','judge_hits','manage_users','verify_ledger','operate'];
const rightsOf = (role) => (role === 'administrator' ? ALL : ['check', 'see_own_history', 'see_lists']);
let used = false; const users = []; const sessions = new Map(); const lists = new Map(); const jobs = []; const checks = []; const judged = new Map(); const newHits = []; const keys = []; const live = new Set(); let seq = 0; const ledger = [];
const log = (kind, who, summary = '', purpose = '') => ledger.unshift({ seq: seq++, at: now(), kind, who, summary, purpose });
const tokens = (s) => s.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const entities = () => [...lists.values()].filter((l) => l.state === 'in_force').flatMap((l) => [...l.entries.values()].map((e) => ({ ...e, dataset: l.dataset, list: l })));
function match(q) {
  const wanted = Object.values(q.properties).flat().flatMap(tokens); const out = [];
  for (const e of entities()) for (const n of Object.entries(e.properties).filter(([k]) => /name|alias|vin|number/i.test(k)).flatMap(([, v]) => v)) { const t = tokens(n); if (t.length && t.every((x) => wanted.includes(x))) { out.push({ id: e.id, caption: e.properties.name?.[0] ?? e.properties.vin[0], schema: e.schema, dataset: e.dataset, dataset_title: e.list.title, score: 0.93, match: true, quiet: judged.has(JSON.stringify(q) + e.id), reasons: [{ code: 'r', text: 'name: ' + n, side: 'for', weight: 0.9 }], names: ['name', 'alias'].flatMap((k) => (e.properties[k] ?? []).map((text) => ({ text, kind: k }))), birth_dates: e.properties.birthDate ?? [], nationalities: e.properties.nationality ?? [], list_date: '2026-11-20' }); break; } }
  return out;
}
const identify = (text) => text.includes('<<') ? { kind: 'mrz', valid: true, check_digits: { number: true }, fields: { format: 'TD3', number: 'L898902C3', surname: 'ERIKSSON', given_names: 'ANNA MARIA' }, warnings: [] } : /^[A-HJ-NPR-Z0-9]{17}$/.test(text) ? { kind: 'vin', valid: true, check_digits: { check_digit: true }, fields: { vin: text }, warnings: [] } : { kind: 'name', valid: true, check_digits: {}, fields: { name: text }, warnings: [] };
function ask(body, who) {
  const r = body.text ? identify(body.text) : null; const q = body.text ? { schema: r.kind === 'vin' ? 'Vehicle' : 'Person', properties: r.kind === 'vin' ? { vin: [body.text] } : r.kind === 'mrz' ? { name: ['ANNA MARIA ERIKSSON'] } : { name: [body.text] } } : { schema: body.schema, properties: body.properties };
  const results = match(q); const inForce = [...lists.values()].filter((l) => l.state === 'in_force');
  const a = { id: `chk_${seq}`, at: now(), who: who.name, who_id: who.id, purpose: body.purpose, recognised: r, schema: q.schema, query: q, results, quiet_count: results.filter((h) => h.quiet).length, considered: entities().length, lists: inForce.map((l) => ({ dataset: l.dataset, title: l.title, list_date: '2026-11-20', imported_at: l.imported_at, count: l.entries.size })) };
  log('check.asked', who.name, Object.values(q.properties)[0]?.[0], body.purpose); checks.unshift(a); return a;
}
const listJson = (l) => ({ dataset: l.dataset, title: l.title, format: l.format, list_date: '2026-11-20', imported_at: l.imported_at, count: l.entries.size, state: l.state, last: l.imports[0] });
const bodyOf = (req) => new Promise((done) => { const parts = []; req.on('data', (p) => parts.push(p)); req.on('end', () => done(Buffer.concat(parts).toString())); });
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x'); const raw = await bodyOf(req); const p = url.pathname.replace('/api/v1/', ''); const read = () => JSON.parse(raw || '{}');
  const json = (s, v, h = {}) => { res.writeHead(s, { 'Content-Type': 'application/json', ...h }); res.end(v === undefined ? '' : JSON.stringify(v)); };
  res.setHeader('Content-Security-Policy', "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  if (!url.pathname.startsWith('/api/')) { const f = extname(url.pathname) ? url.pathname : '/index.html'; try { const d = await readFile(join(dist, f)); res.writeHead(200, { 'Content-Type': types[extname(f)] ?? 'text/plain' }); res.end(d); } catch { res.writeHead(404); res.end(); } return; }
  const token = /maktab_session=(\w+)/.exec(req.headers.cookie ?? '')?.[1]; const who = sessions.get(token);
  const session = (u) => ({ signed_in: !!u, setup_needed: users.length === 0, ...(u ? { user: { id: u.id, name: u.name, role: u.role, rights: rightsOf(u.role) }, csrf: 'tok' } : {}), version: '0' });
  const open = (u, s) => { const t = Math.random().toString(36).slice(2); sessions.set(t, u); log('session.opened', u.name); json(s, session(u), { 'Set-Cookie': `maktab_session=${t}; HttpOnly; Path=/` }); };
  const wrong = (s, code) => json(s, { code, detail: `${code}: what happened.` });
  if (p === 'session' && req.method === 'GET') return json(200, session(who));
  if (p === 'session' && req.method === 'POST') { const { name, password } = read(); const u = users.find((x) => x.name === name && x.password === password); return u ? open(u, 200) : wrong(401, 'session.wrong'); }
  if (p === 'setup') { if (used) return wrong(410, 'setup.used'); used = true; const { name, password } = read(); users.push({ id: 'usr_1', name, password, role: 'administrator', created_at: now(), state: 'active' }); return open(users[0], 201); }
  if (!who) return wrong(401, 'session.expired');
  if (req.method !== 'GET' && req.headers['x-maktab-csrf'] !== 'tok') return wrong(403, 'http.csrf');
  if (p === 'session') { sessions.delete(token); return json(204); }
  if (p === 'session/password') { if (read().old !== who.password) return wrong(401, 'session.wrong'); who.password = read().new; return json(204); }
  if (p === 'purposes') return json(200, { purposes: [{ code: 'security_check', label: 'Security check' }] });
  if (p === 'identify') return json(200, identify(read().text));
  if (p === 'checks' && req.method === 'POST') return json(200, ask(read(), who));
  if (p === 'checks') return json(200, { items: checks.map((a) => ({ id: a.id, at: a.at, who: a.who, who_id: a.who_id, purpose: a.purpose, summary: Object.values(a.query.properties)[0]?.[0], schema: a.schema, hits: a.results.length, best_score: a.results[0]?.score ?? null })), next: null });
  if (p === 'checks/bulk') { res.writeHead(200); for (const l of raw.split('\n').filter(Boolean)) { let q; try { q = JSON.parse(l); } catch { res.write(JSON.stringify({ id: null, error: { code: 'bulk.bad', text: 'The line is not JSON.' } }) + '\n'); continue; } const r = q.text ? { schema: 'Person', properties: { name: [q.text] } } : q; res.write(JSON.stringify({ id: q.id, results: match(r) }) + '\n'); } return res.end(); }
  let m;
  if ((m = /^checks\/(\w+)$/.exec(p))) { const a = checks.find((x) => x.id === m[1]); return a ? json(200, a) : wrong(404, 'check.unknown'); }
  if ((m = /^checks\/(\w+)\/judgements$/.exec(p))) { const a = checks.find((x) => x.id === m[1]); judged.set(JSON.stringify(a.query) + read().entity_id, 1); return json(201, { id: 'jdg_1' }); }
  if (p.startsWith('judgements/')) { judged.clear(); return json(204); }
  if (p === 'new-hits') return json(200, { items: newHits, next: null });
  if (p === 'lists') return json(200, { lists: [...lists.values()].filter((l) => l.state === 'in_force').map(listJson) });
  if ((m = /^lists\/(\w+)$/.exec(p))) { const l = lists.get(m[1]); if (req.method === 'DELETE') { l.state = 'ended'; return json(204); } return json(200, { ...listJson(l), imports: l.imports }); }
  if ((m = /^lists\/(\w+)\/imports\/(\d+)\/changes$/.exec(p))) return json(200, { items: lists.get(m[1]).imports.find((i) => i.number === Number(m[2])).changes, next: null });
  if (p === 'imports' && req.method === 'POST') {
    const dataset = url.searchParams.get('dataset'); const id = `imp_${jobs.length}`; const part = raw.split('\r\n\r\n').slice(1).join('\r\n\r\n').split('\r\n--')[0];
    const job = { id, dataset, format: 'ftm', started_at: now(), state: 'reading', bytes: 1, total_bytes: 2, entries: 1, skipped: 0, problems: [] }; jobs.push(job); json(202, { id });
    setTimeout(() => { let es; try { es = part.split('\n').filter(Boolean).map((x) => JSON.parse(x)); } catch { job.state = 'failed'; job.error = { code: 'lists.bad_json', title: 'Line 1 is not JSON. Nothing was imported.', status: 400 }; job.problems = [{ line: 1, text: 'Not JSON' }]; return; }
      const l = lists.get(dataset) ?? { dataset, title: url.searchParams.get('title') || dataset, format: 'ftm', entries: new Map(), imports: [], state: 'in_force' }; const next = new Map(es.map((e) => [e.id, e])); const changes = [];
      for (const e of es) { const o = l.entries.get(e.id); const c = { entity_id: e.id, caption: e.properties.name?.[0] ?? e.properties.vin?.[0], schema: e.schema }; if (!o) changes.push({ op: 'added', ...c }); else if (JSON.stringify(o) !== JSON.stringify(e)) changes.push({ op: 'changed', ...c }); }
      for (const [k, e] of l.entries) if (!next.has(k)) changes.push({ op: 'ended', entity_id: k, caption: e.properties.name[0], schema: e.schema });
      const n = (op) => changes.filter((c) => c.op === op).length; job.result = { added: n('added'), changed: n('changed'), ended: n('ended'), unchanged: es.length - n('added') - n('changed'), skipped: 0, seconds: 0.1 }; l.entries = next; l.imported_at = now(); l.state = 'in_force'; l.imports.unshift({ number: l.imports.length + 1, at: now(), who: who.name, list_date: '', ...job.result, changes }); lists.set(dataset, l); job.state = 'done'; log('list.imported', who.name, dataset);
      for (const a of checks.slice()) for (const h of match(a.query)) if (!a.results.some((r) => r.id === h.id) && changes.some((c) => c.op === 'added' && c.entity_id === h.id) && a.lists.length && !newHits.some((x) => x.entity_id === h.id)) { newHits.unshift({ id: seq++, at: now(), check_id: a.id, asked_at: a.at, who: a.who, summary: a.query.properties.name[0], dataset, entity_id: h.id, caption: h.caption, score: h.score, reasons: h.reasons }); }
      for (const s of live) s.write(`event: list\ndata: {}\n\nevent: newhit\ndata: {}\n\n`); }, 200); return; }
  if (p === 'imports') return json(200, { items: jobs });
  if ((m = /^imports\/(\w+)\/events$/.exec(p))) { const job = jobs.find((j) => j.id === m[1]); res.writeHead(200, { 'Content-Type': 'text/event-stream' }); const t = setInterval(() => { const done = job.state === 'done' || job.state === 'failed'; res.write(`event: ${done ? job.state : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`); if (done) { clearInterval(t); res.end(); } }, 50); return; }
  if ((m = /^imports\/(\w+)$/.exec(p))) return json(200, jobs.find((j) => j.id === m[1]));
  if ((m = /^entities\/(\w+)\/(.+)$/.exec(p))) { const e = lists.get(m[1]).entries.get(decodeURIComponent(m[2])); return json(200, { ...e, caption: e.properties.name?.[0], dataset: m[1], state: 'in_force', first_seen: now(), last_changed: now(), documents: [] }); }
  if (p === 'events') { res.writeHead(200, { 'Content-Type': 'text/event-stream' }); res.write(': open\n\n'); live.add(res); req.on('close', () => live.delete(res)); return; }
  if (p === 'users') { if (req.method === 'POST') { users.push({ id: `usr_${users.length + 1}`, created_at: now(), state: 'active', ...read() }); return json(201, { id: 'x' }); } return json(200, { users: users.map(({ password, ...u }) => u) }); }
  if (p === 'keys') { if (req.method === 'POST') { keys.push({ id: `key_${keys.length}`, created_at: now(), state: 'active', ...read() }); return json(201, { id: 'k', key: 'mk_abcdefghijklmnopqrstuvwxyz0123456789' }); } return json(200, { keys }); }
  if (p.startsWith('keys/')) { keys[0].state = 'ended'; return json(204); }
  if (p === 'ledger') return json(200, { items: ledger.slice(0, 100), next: null });
  if (p === 'ledger/verify') return json(200, { ok: true, entries: seq });
  if (p === 'ledger/checkpoint') { res.writeHead(200, { 'Content-Type': 'text/plain' }); return res.end('maktab/ledger\n1\nabc=\n\n— maktab x=\n'); }
  wrong(404, `no ${p}`);
}).listen(port, '127.0.0.1', () => console.log(`Serving at http://127.0.0.1:${port}/\nhttp://127.0.0.1:${port}/setup#token=abc-DEF_123`));
process.on('SIGTERM', () => process.exit(0));
