/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// The font packages also name .woff files for browsers that can't run these pages; without this each would be copied
// into the build.
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource')) return null;
      return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '');
    },
  };
}

export default defineConfig({
  plugins: [woff2Only(), react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    // A font or picture inside the style sheet as data: would be refused by the content security policy.
    assetsInlineLimit: 0,
    // The policy also refuses the inline script that this would add.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/healthz'].map((path) => [path, process.env.MAKTAB_ADDRESS ?? 'http://127.0.0.1:8080']),
    ),
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    setupFiles: ['src/test_setup.ts'],
    restoreMocks: true,
    // Tests share the machine with compilers; a slow answer is no wrong answer.
    testTimeout: 120_000,
  },
});
