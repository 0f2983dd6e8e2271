import { z } from 'zod'

import { integer, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const soundhound = group({
  SOUNDHOUND_CLIENT_ID: {
    schema: optional,
    doc: 'Houndify client id for a target made at the first start',
    secret: true,
  },
  SOUNDHOUND_API_KEY: {
    schema: optional,
    doc: 'Houndify client key that belongs to it',
    secret: true,
  },
  SOUNDHOUND_ENDPOINT: {
    schema: z.url().default('https://api.houndify.com/v1'),
    doc: 'base address; /text and /audio are appended',
  },
  SOUNDHOUND_TIMEOUT: {
    schema: integer(1, 300, 10),
    doc: 'seconds to the first byte of a reply after the end of the input',
  },
  SOUNDHOUND_MAX_RETRIES: {
    schema: integer(0, 10, 3),
    doc: 'attempts in total at one request',
  },
  HOUNDIFY_EXTRA_HEADERS: {
    schema: z
      .string()
      .optional()
      .transform((text, context): Record<string, string> => {
        if (text === undefined || text === '') return {}
        try {
          return z.record(z.string(), z.string()).parse(JSON.parse(text))
        } catch {
          context.addIssue({ code: 'custom', message: 'must be a JSON object of strings' })
          return z.NEVER
        }
      }),
    doc: 'JSON object of headers added to every Houndify request',
  },
})
