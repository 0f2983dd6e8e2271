import { apiServer } from '#lib/platform/config/settings/api-server.ts'
import { application } from '#lib/platform/config/settings/application.ts'
import { authentication } from '#lib/platform/config/settings/authentication.ts'
import { commandLine } from '#lib/platform/config/settings/command-line.ts'
import { database } from '#lib/platform/config/settings/database.ts'
import { development } from '#lib/platform/config/settings/development.ts'
import { execution } from '#lib/platform/config/settings/execution.ts'
import { integrations } from '#lib/platform/config/settings/integrations.ts'
import { limits } from '#lib/platform/config/settings/limits.ts'
import { mail } from '#lib/platform/config/settings/mail.ts'
import { network } from '#lib/platform/config/settings/network.ts'
import { regression } from '#lib/platform/config/settings/regression.ts'
import { simulator } from '#lib/platform/config/settings/simulator.ts'
import { soundhound } from '#lib/platform/config/settings/soundhound.ts'
import { speech } from '#lib/platform/config/settings/speech.ts'
import { storage } from '#lib/platform/config/settings/storage.ts'
import { validation } from '#lib/platform/config/settings/validation.ts'
import { webhooks } from '#lib/platform/config/settings/webhooks.ts'
import { workers } from '#lib/platform/config/settings/workers.ts'

/** All settings, by the group that shows them; `.env.example` and `docs/configuration.md` are generated from here. */
export const settingGroups = {
  Application: application,
  'API server': apiServer,
  'Rate limits': limits,
  Database: database,
  Authentication: authentication,
  SoundHound: soundhound,
  Network: network,
  Storage: storage,
  Mail: mail,
  Workers: workers,
  Regression: regression,
  Execution: execution,
  Speech: speech,
  Validation: validation,
  Webhooks: webhooks,
  Integrations: integrations,
  Simulator: simulator,
  Development: development,
  'Command line': commandLine,
}

/** The same by name. */
export const definitions = {
  ...application,
  ...apiServer,
  ...limits,
  ...database,
  ...authentication,
  ...soundhound,
  ...network,
  ...storage,
  ...mail,
  ...workers,
  ...regression,
  ...execution,
  ...speech,
  ...validation,
  ...webhooks,
  ...integrations,
  ...simulator,
  ...development,
  ...commandLine,
}

/** Settings of the replaced system that no longer exist, and what took their place. */
export const replaced: Record<string, string> = {
  'REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_PASSWORD, REDIS_DB, REDIS_POOL_SIZE, CACHE_TTL':
    'nothing to set: queues, locks and live updates use PostgreSQL (pg-boss, LISTEN/NOTIFY), stimulus audio is cached in storage',
  'RABBITMQ_URL, RABBITMQ_USER, RABBITMQ_PASSWORD, CELERY_BROKER_URL, CELERY_RESULT_BACKEND':
    'DATABASE_URL: jobs live in the same PostgreSQL as their results, so both commit together',
  'DATABASE_HOST, DATABASE_PORT, DATABASE_USER, DATABASE_PASSWORD': 'DATABASE_URL',
  API_PORT: 'PORT: pages and API are one process',
}
