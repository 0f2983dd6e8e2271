import { integer } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const limits = group({
  RATE_LIMIT_USER: {
    schema: integer(1, 10_000_000, 6_000),
    doc: 'requests a minute of one signed-in person; as many may come at once, a page counts five times',
  },
  RATE_LIMIT_TOKEN: {
    schema: integer(1, 10_000_000, 6_000),
    doc: 'requests a minute with one API token; as many may come at once',
  },
  RATE_LIMIT_ORGANIZATION: {
    schema: integer(1, 10_000_000, 60_000),
    doc: 'requests a minute of all people and tokens of one organization',
  },
  RATE_LIMIT_ADDRESS: {
    schema: integer(1, 10_000_000, 600),
    doc: 'requests a minute without a valid session or token from one address (of IPv6 from one /64); a sign-in counts ten times',
  },
})
