// Pages of a folder in front of the program, whose own may be older: MAKTAB_PAGES=web/dist. Everything else, and the
// headers that guard the pages, come from the program.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function forward(port, from, to) {
  const { method, url, headers } = from;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  to.on('close', () => onward.destroy());
  from.pipe(onward);
}

async function pageHeaders(port) {
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  return Object.fromEntries([...headers].filter(([name]) => /^(content-security|referrer|x-|permissions)/.test(name)));
}

export async function startFront(folder, port) {
  const guards = await pageHeaders(port);
  const server = createServer(async (from, to) => {
    const { pathname } = new URL(from.url, 'http://front');
    if (/^\/(api|healthz|metrics)/.test(pathname)) {
      forward(port, from, to);
      return;
    }
    const name = extname(pathname) ? normalize(pathname) : '/index.html';
    try {
      const bytes = await readFile(join(folder, name));
      to.writeHead(200, {
        ...guards,
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      });
      to.end(bytes);
    } catch {
      to.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, stop: () => server.closeAllConnections() ?? server.close() };
}
