import { flag, list } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const regression = group({
  ENABLE_AUTO_REGRESSION: {
    schema: flag(false),
    doc: 'start regression suites on CI events',
  },
  REGRESSION_SUITE_IDS: {
    schema: list,
    doc: 'comma-separated suite ids started on CI events',
  },
})
