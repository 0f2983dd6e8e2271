import { optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const development = group({
  CHROMIUM_PATH: {
    schema: optional,
    doc: 'browser for the journeys of `npm test`; looked for, else installed, when unset',
  },
})
