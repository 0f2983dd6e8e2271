import { z } from 'zod'

import { optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const commandLine = group({
  EARSHOT_URL: {
    schema: z.url().default('http://localhost:3000'),
    doc: 'server that the earshot command talks to',
  },
  EARSHOT_TOKEN: {
    schema: optional,
    doc: 'API or access token of the earshot command',
    secret: true,
  },
})
