import { z } from 'zod'

import { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import { noPublicUrl } from '#lib/engines/connectors/tools-url.ts'
import type { Capabilities } from '#lib/engines/connectors/types.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { placeMocks, type PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import { ToolMocks } from '#lib/engines/validation/tools/tool-mocks.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { onceFor } from '#lib/platform/once-for.ts'
import { HostedTools } from '#lib/runs/execute/hosted-tools.ts'
import type { Endpoint, Plan } from '#lib/runs/execute/plan.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import { turnEvidence } from '#lib/runs/execute/turn-evidence.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

const Settings = z.object({ mocks: ToolMocks.optional() })

const mocksOfTarget = onceFor(({ config }: Endpoint) => Settings.parse(config).mocks)

/** The mocks that answer in a conversation: those of the case, then those of the target. */
const mocksOf = ({ case: testCase, endpoint }: Plan): PlacedMock[] =>
  placeMocks(testCase.mocks, mocksOfTarget(endpoint))

/** Why the mocks of the case cannot be served over this connection, as a sentence; null when they can, or there are none. */
export function mocksFault(
  { case: testCase, endpoint }: Plan,
  can: Pick<Capabilities, 'runsTools'>,
): string | null {
  const count = testCase.mocks?.length ?? 0
  if (count === 0 || can.runsTools) return null
  return `The case has ${count === 1 ? 'a mock' : `${count} mocks`}, but with the settings of this target the voice AI lets nobody run its tools (${endpoint.connector.label}). Remove "mocks" from the case, or choose a target whose tools Earshot can run.`
}

/** What answers the tools of one conversation. */
export type ConversationTools = {
  mocks: MockedTools
  /** calls that come to an address of ours; null when the target names none */
  hosted: HostedTools | null
  url: string | null
  /** why that address cannot be given, as a sentence; then nothing is sent */
  fault: string | null
  close(): Promise<void>
}

type Opened = { deps: ExecuteDeps; plan: Plan; item: BegunItem; signal: AbortSignal }

/** Makes ready what answers tools: in this process, and at an address where the target's settings name it. */
export async function openTools({ deps, plan, item, signal }: Opened): Promise<ConversationTools> {
  const placed = mocksOf(plan)
  const mocks = new MockedTools(placed, item.language, signal)
  const none = { mocks, hosted: null, url: null, fault: null, close: () => Promise.resolve() }
  const { connector, config } = plan.endpoint
  if (!connector.capabilities(config).toolsUrl) return none
  const session = (await deps.toolSessions?.(item, placed)) ?? null
  if (session === null) return { ...none, fault: `${noPublicUrl}.` }
  const { url } = session
  const hosted = new HostedTools(session, placed, mocks)
  const close = () =>
    session.close().catch((error: unknown) => {
      // Maintenance removes it when it has expired: no result may be lost for it.
      log.warn({ err: errorMessage(error), itemId: item.id }, 'an address for tools stays open')
    })
  return { ...none, hosted, url, close }
}

/** The evidence of a turn that was not held, because the mocks of its case cannot be served. */
export const unservedTurn = (
  unheld: TurnResult,
  medium: 'voice' | 'text',
  fault: string,
): TurnEvidence => ({ ...turnEvidence(unheld, null), kind: medium, mocks_fault: fault })
