import { and, eq, inArray, sql } from 'drizzle-orm'

import { testCases, testCaseVersions } from '#db/schema/suites.ts'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import type { Capabilities, Connector } from '#lib/engines/connectors/types.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'
import { CaseInput, type TurnInput } from '#lib/suites/schema.ts'

type Mode = StartRunInput['mode']
type Chosen = {
  target: { name: string; connector: string; config: unknown }
  cases: { id: string; name: string }[]
}

/** Faults that are listed one by one. */
const listed = 20

/** What a turn asks of the line, by the name of the capability; keys need none, since tones are sound. */
const needs: {
  what: string
  asks: (turn: TurnInput) => boolean
  can: (line: Capabilities) => boolean
}[] = [
  { what: 'DTMF', asks: ({ dtmf }) => dtmf !== undefined, can: () => true },
  {
    what: 'silence on an open line (full duplex)',
    asks: ({ silence_ms }) => silence_ms !== undefined,
    can: ({ fullDuplex }) => fullDuplex,
  },
  {
    what: 'barge-in',
    asks: ({ barge_in }) => barge_in !== undefined,
    can: ({ bargeIn }) => bargeIn,
  },
  {
    what: 'a line on which the caller may listen without an answer (full duplex)',
    asks: ({ barge_in }) => barge_in?.backchannel === true,
    can: ({ fullDuplex }) => fullDuplex,
  },
]

/** What of a case cannot be done: the turn, what it needs, and who cannot do it. */
function lacking({ turns }: CaseInput, mode: Mode, can: Capabilities, label: string) {
  const byText = mode !== 'voice'
  return turns.flatMap((turn, index) =>
    needs
      .filter((need) => need.asks(turn) && (byText || !need.can(can)))
      .map(({ what }) => ({
        path: byText ? 'mode' : 'target',
        where: `turn ${index + 1}`,
        why: `needs ${what}, which ${byText ? `a run in ${mode} mode` : label} cannot do`,
      })),
  )
}

/** Definitions in force of those cases that do anything but say things in turn. */
async function unusualCases(ctx: Ctx, ids: string[]) {
  return ctx.db
    .select({ caseId: testCaseVersions.caseId, definition: testCaseVersions.definition })
    .from(testCaseVersions)
    .innerJoin(
      testCases,
      and(
        eq(testCases.id, testCaseVersions.caseId),
        eq(testCases.version, testCaseVersions.version),
      ),
    )
    .where(
      and(
        inArray(testCases.id, ids),
        sql`${testCaseVersions.definition} @? '$.turns[*] ? (exists(@.dtmf) || exists(@.silence_ms) || exists(@.barge_in))'`,
      ),
    )
}

/** A target that cannot do what the mode needs. */
function checkMode(
  { name }: Chosen['target'],
  { label }: Connector,
  can: Capabilities,
  mode: Mode,
) {
  const lacks =
    mode !== 'text' && can.voiceIn.length === 0
      ? 'speak to it'
      : mode !== 'voice' && !can.text
        ? 'send it text'
        : null
  if (lacks)
    throw new InvalidError(`${name} cannot run in ${mode} mode: ${label} cannot ${lacks}`, [
      { path: 'mode', message: `the target's connector cannot ${lacks}` },
    ])
}

/**
 * Refuses a run before anything is called: a target that cannot do what the mode needs, and cases that need what the
 * target cannot do. Throws `InvalidError` that names each such case, its turn and the capability, twenty at most.
 */
export async function checkCapabilities(ctx: Ctx, chosen: Chosen, mode: Mode): Promise<void> {
  const { target, cases } = chosen
  const connector = getConnector(target.connector)
  const can = connector.capabilities(connector.config.parse(target.config))
  checkMode(target, connector, can, mode)
  const rows = await unusualCases(
    ctx,
    cases.map(({ id }) => id),
  )
  const definitions = new Map(rows.map(({ caseId, definition }) => [caseId, definition]))
  const faults = cases.flatMap(({ id, name }) => {
    const definition = definitions.get(id)
    if (definition === undefined) return []
    return lacking(CaseInput.parse(definition), mode, can, connector.label).map(
      ({ path, where, why }) => ({ path, message: `${name} (${where}) ${why}` }),
    )
  })
  const [first] = faults
  if (!first) return
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`
  throw new InvalidError(`${first.message}${more}`, faults.slice(0, listed))
}
