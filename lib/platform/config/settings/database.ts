import { z } from 'zod'

import { integer } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const database = group({
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    doc: 'PostgreSQL 15 or later; unset starts the embedded one',
    secret: true,
  },
  READ_REPLICA_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    doc: 'replica for read-only pages; the primary when unset',
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    schema: integer(1, 200, 10),
    doc: 'connections of each process to PostgreSQL',
  },
  DATABASE_POOL_TIMEOUT: {
    schema: integer(1, 300, 30),
    doc: 'seconds to wait for a connection',
  },
  DATABASE_POOL_RECYCLE: {
    schema: integer(60, 86_400, 1_800),
    doc: 'seconds after which a connection is renewed',
  },
  DATABASE_STATEMENT_TIMEOUT: {
    schema: integer(1, 3_600, 60),
    doc: 'seconds a statement may run',
  },
})
