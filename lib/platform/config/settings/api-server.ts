import { z } from 'zod'

import { integer, list, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const apiServer = group({
  PORT: {
    schema: integer(0, 65535, 3000),
    doc: 'port of the web application',
  },
  WEB_CONCURRENCY: {
    schema: integer(0, 64, 1),
    doc: 'web processes that share PORT; 0 is one for each processor core. Each takes about 200 MB and DATABASE_POOL_SIZE connections, and above 1 one more process of 100 MB holds the port',
  },
  API_HOST: {
    schema: z.string().default('0.0.0.0'),
    doc: 'address the web application listens on',
  },
  API_TIMEOUT: {
    schema: integer(1, 600, 30),
    doc: 'seconds until an API request is given up',
  },
  FRONTEND_URL: {
    schema: z.url().optional(),
    doc: 'public address, used in links (http://localhost:PORT when unset) and as the address at which voice AIs call tools ({{tools_url}})',
  },
  ALLOWED_ORIGINS: {
    schema: list,
    doc: 'comma-separated origins that browsers may call the API from (CORS)',
  },
  METRICS_ALLOWED_CIDRS: {
    schema: z
      .string()
      .default('127.0.0.1/32,::1/128')
      .transform((text) => text.split(',').map((item) => item.trim())),
    doc: 'networks that may read /api/metrics without a token',
  },
  METRICS_TOKEN: {
    schema: optional,
    doc: 'bearer token for /api/metrics',
    secret: true,
  },
  TRUSTED_PROXY_CIDRS: {
    schema: list,
    doc: 'networks of reverse proxies whose X-Forwarded-For is believed',
  },
})
