import { listChannels } from '#app/(dashboard)/settings/notifications/_lib/channels.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { timeZones } from '#lib/platform/format/time-zone.ts'
import { listSuites } from '#lib/suites/queries.ts'

export type RuleOptions = {
  connections: { value: string; label: string }[]
  suites: { value: string; label: string }[]
  timeZones: string[]
}

/** What a rule may be about, and where it may send. */
export async function ruleOptions(ctx: Ctx): Promise<RuleOptions> {
  const [channels, suites] = await Promise.all([
    listChannels(ctx),
    listSuites(ctx, { limit: 1_000, search: '', tag: '' }),
  ])
  return {
    connections: channels.map(({ id, name, label }) => ({
      value: id,
      label: `${name} (${label})`,
    })),
    suites: suites.data.map(({ id, name }) => ({ value: id, label: name })),
    timeZones,
  }
}
