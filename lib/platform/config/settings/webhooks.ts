import { z } from 'zod'

import { integer, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const webhooks = group({
  GITHUB_WEBHOOK_SECRET: {
    schema: optional,
    doc: 'verifies GitHub deliveries',
    secret: true,
  },
  GITLAB_WEBHOOK_SECRET: {
    schema: optional,
    doc: 'verifies GitLab deliveries',
    secret: true,
  },
  BITBUCKET_WEBHOOK_SECRET: {
    schema: optional,
    doc: 'verifies Bitbucket Cloud deliveries',
    secret: true,
  },
  AZURE_DEVOPS_WEBHOOK_SECRET: {
    schema: optional,
    doc: 'password of the service hooks of Azure DevOps',
    secret: true,
  },
  JENKINS_WEBHOOK_SECRET: {
    schema: optional,
    doc: 'verifies Jenkins deliveries',
    secret: true,
  },
  WEBHOOK_PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).optional(),
    doc: 'port of an additional webhook receiver beside the workers, so that bursts do not slow pages; the web application always receives webhooks',
  },
  WEBHOOK_ADDRESS_LIMIT: {
    schema: integer(1, 10_000_000, 60_000),
    doc: 'deliveries a minute that one address may send to a process, verified or not',
  },
  WEBHOOK_CONNECTION_LIMIT: {
    schema: integer(1, 10_000_000, 30_000),
    doc: 'verified deliveries a minute of one connection, over all processes',
  },
  WEBHOOK_BODY_RETENTION_DAYS: {
    schema: integer(1, 3_650, 30),
    doc: 'days until the stored body of a delivery is removed; what was decided about it stays',
  },
})
