import { z } from 'zod'

import { flag } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const application = group({
  ENVIRONMENT: {
    schema: z.enum(['development', 'test', 'staging', 'production']).default('development'),
    doc: 'production refuses weak or missing secrets and never seeds the demo',
  },
  APP_NAME: {
    schema: z.string().min(1).default('Earshot'),
    doc: 'name shown in the interface',
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    doc: 'least severe log line written',
  },
  LOG_FORMAT: {
    schema: z.enum(['auto', 'json', 'pretty']).default('auto'),
    doc: 'auto is pretty on a terminal and JSON elsewhere',
  },
  PROCESS_NAME: {
    schema: z.string().default('earshot'),
    doc: 'name in log lines; set by the supervisor',
  },
  DEBUG: {
    schema: flag(false),
    doc: 'show causes of internal errors in API answers',
  },
  TENANCY_MODE: {
    schema: z.enum(['single_tenant', 'soft_multi_tenant']).default('single_tenant'),
    doc: 'soft_multi_tenant lets an administrator create further organizations; rows are scoped to one either way',
  },
  EARSHOT_DATA_DIR: {
    schema: z.string().min(1).default('.data'),
    doc: 'embedded database, stored audio and the demo password live here',
  },
  EARSHOT_DEMO_PASSWORD: {
    schema: z.string().min(8).optional(),
    doc: 'password of the demo users; random and printed when unset',
    secret: true,
  },
  NODE_ENV: {
    schema: z.string().default('development'),
    doc: 'set by Next.js; leave it alone',
  },
  CI: {
    schema: flag(false),
    doc: 'set by CI systems; plain output, no colours',
  },
})
